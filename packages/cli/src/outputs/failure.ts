/**
 * Errors when a file cannot be written.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {systemReason} from '@vip/core/internal/unreadable';

/** The option that names an output, which every message begins with. */
export type OutputOption =
  | '--write'
  | '--learn'
  | '--report'
  | '--csv'
  | '--junit'
  | '--summary'
  | '--metrics'
  | '--state'
  | '--out';

/** Turns the system's error into that of an output. */
export type Describe = (cause: unknown) => VipError;

/** Nothing was written, and an earlier file is unchanged. */
export function notWritten(option: OutputOption, path: string): Describe {
  return cause => fileFailed(`${option} ${path}: nothing was written`, cause);
}

/** What was written before the failure remains. */
export function fileEndsHere(option: OutputOption, path: string): Describe {
  return cause => fileFailed(`${option} ${path}: the file ends here`, cause);
}

function fileFailed(what: string, cause: unknown): VipError {
  return new VipError('FILE_FAILED', `${what}: ${systemReason(cause)}`, {cause});
}
