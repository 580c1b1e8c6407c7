/**
 * File errors in words: `FILE: no such file`, `FILE cannot be read: permission denied`.
 *
 * @module
 */

import {getSystemErrorMap} from 'node:util';
import {VipError} from '@vip/arp';

/** @param where the file, after the option that names it @param remedy in parentheses */
export function unreadable(where: string, cause: unknown, remedy = ''): VipError {
  return new VipError('FILE_FAILED', `${where}${problemOf(cause)}${remedy}`, {cause});
}

function problemOf(cause: unknown): string {
  const {code} = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT') return ': no such file';
  if (code === 'EISDIR') return ': expected a file, got a directory';
  return ` cannot be read: ${systemReason(cause)}`;
}

/** The result of `read`. @throws VipError `unreadable` for any error that it throws */
export function readingFrom<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw unreadable(where, cause);
  }
}

/**
 * The system's own message, `connection refused`: without the name of the error, its call and its path, which has been named
 * already, or is that of a temporary file.
 */
export function systemReason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const {errno} = cause as NodeJS.ErrnoException;
  const [, words] = (errno === undefined ? undefined : getSystemErrorMap().get(errno)) ?? [];
  return words ?? cause.message;
}
