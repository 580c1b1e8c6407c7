/**
 * Sentences that are put together of parts. Pure.
 *
 * @module
 */

/**
 * A clause with a capital letter and a full stop. What ends with a full stop is a sentence already, and may begin with the name
 * of a node or a program, which stays as it is.
 */
export function sentence(text: string): string {
  if (text.endsWith('.')) return text;
  return `${/^[a-z]+ /.test(text) ? capitalised(text) : text}.`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Without its full stop, to go on after it. */
export function clause(text: string): string {
  return text.replace(/\.$/, '');
}
