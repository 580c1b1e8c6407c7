/** A reason why set-up cannot continue that the user can do something about: printed as one line, exit 3. */
export class SetUpError extends Error {
  /**
   * @param {string} message one line: what is wrong, and the command that fixes it
   * @param {string} [log] the end of a failed command's output, printed before the line
   */
  constructor(message, log = '') {
    super(message);
    this.log = log;
  }
}

/**
 * Says what to do about a checkout that cannot be written to; passes on any other error unchanged.
 * @param {NodeJS.ErrnoException} error
 */
export function cannotWrite(error) {
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(error.code ?? '')) return error;
  return new SetUpError(`cannot write to the checkout: ${error.message}; is it owned by another user?`);
}
