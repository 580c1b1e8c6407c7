/**
 * Why a run was not measured, below a heading that says so.
 *
 * @module
 */

/** The error's message without the operation, which the heading names: `keepalived on ns0 ended unexpectedly`. */
export function failureText({message}: {readonly message: string}): string {
  return message.replace(/^trial: (?:not measured: )?/, '');
}
