/**
 * Sentences that are put together of parts. Pure.
 *
 * @module
 */

/** With a capital letter, unless it begins with a name as a user typed it, and one full stop. */
export function sentence(text: string): string {
  const start = /^[a-z]+ /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return `${clause(start)}.`;
}

/** Without its full stop, to go on after it. */
export function clause(text: string): string {
  return text.replace(/\.$/, '');
}
