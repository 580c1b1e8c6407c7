/**
 * Configurations without their passwords. Pure.
 *
 * @module
 */

/** Words after which keepalived, and most others, have what must not be passed on. */
const SECRET = /^(\s*\S*(?:auth_pass|password|passwd|secret|community|private_key)\S*[ \t=:]+)\S.*$/gim;

/** The same text with `***` where a password stands. */
export function withoutSecrets(text: string): string {
  return text.replace(SECRET, '$1***');
}
