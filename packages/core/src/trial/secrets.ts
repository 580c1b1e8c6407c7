/**
 * Configurations without their passwords. Pure.
 *
 * @module
 */

/** Words that precede a secret in the configurations of keepalived and most others. */
const SECRET = /^(\s*\S*(?:auth_pass|password|passwd|secret|community|private_key)\S*[ \t=:]+)\S.*$/gim;

/** The same text with `***` in place of passwords. */
export function withoutSecrets(text: string): string {
  return text.replace(SECRET, '$1***');
}
