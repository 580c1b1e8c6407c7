/**
 * Sentences that are put together from parts. Pure.
 *
 * @module
 */

/** Names that stay as they are: `Ip route get` would be another command. */
const NAME = /^(?:ip|keepalived|ucarp|vrrpd) /;

/**
 * A clause with a capital letter and a full stop. What ends with a full stop is a sentence already, and may begin with the name
 * of a node, which stays as it is, like that of a program or a setting.
 */
export function sentence(text: string): string {
  if (text.endsWith('.')) return text;
  return `${/^[a-z]+ /.test(text) && !NAME.test(text) ? capitalised(text) : text}.`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Without its full stop, to go on after it. */
export function clause(text: string): string {
  return text.replace(/\.$/, '');
}
