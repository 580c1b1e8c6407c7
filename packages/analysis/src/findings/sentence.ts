/**
 * Sentences composed of parts. Pure.
 *
 * @module
 */

/** Names that are not capitalised: `Ip route get` would be another command. */
const NAME = /^(?:ip|keepalived|ucarp|vrrpd) /;

/**
 * A clause with a capital letter and a full stop. A text that ends with a full stop is a sentence already, and may begin with the name of a
 * node, which is not capitalised, nor is that of a program or a setting.
 */
export function sentence(text: string): string {
  if (text.endsWith('.')) return text;
  return `${/^[a-z]+ /.test(text) && !NAME.test(text) ? capitalised(text) : text}.`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The sentence without its full stop, so that it can be continued. */
export function clause(text: string): string {
  return text.replace(/\.$/, '');
}
