/**
 * The one sentence for a file that cannot be read: `FILE cannot be read: ENOENT: no such file or directory`.
 *
 * @module
 */

import {VipError} from '@vip/arp';

/** @param where the file, after the option that names it @param remedy in parentheses */
export function unreadable(where: string, cause: unknown, remedy = ''): VipError {
  return new VipError('FILE_FAILED', `${where} cannot be read: ${systemReason(cause)}${remedy}`, {cause});
}

/** The result of `read`. @throws VipError `unreadable` for whatever that throws */
export function readingFrom<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw unreadable(where, cause);
  }
}

/** The system's sentence without the call and its path: the path has been said already, or is that of a temporary file. */
export function systemReason(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.replace(/, [a-z]+(?: '.*)?$/s, '');
}
