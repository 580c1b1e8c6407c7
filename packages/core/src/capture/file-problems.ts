/**
 * The problems of a capture file, in words that name it.
 *
 * @module
 */

import {abridged} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {unreadable} from '../host/unreadable.js';

export const READABLE_LINK_TYPES = 'Ethernet (1), cooked captures (113, 276) and bare IP (101, 228, 229)';

/** `link type 105`, `link types 105 and 189` */
export function linkTypesText(linkTypes: readonly number[]): string {
  return `link type${linkTypes.length === 1 ? '' : 's'} ${abridged(linkTypes.map(String))}`;
}

/** @param types as `linkTypesText` writes them */
export function notReadable(name: string, types: string): VipError {
  return new VipError('UNSUPPORTED', `${name}: expected ${READABLE_LINK_TYPES}, got ${types}`);
}

/** The code of zlib's error for a file that ends too early. */
const CUT_OFF = 'Z_BUF_ERROR';

export function isCutOff(error: Error): boolean {
  const code = 'code' in error ? error.code : undefined;
  return code === CUT_OFF || code === 'TRUNCATED';
}

export function problemText(error: Error): string {
  if (error instanceof VipError) return error.message;
  return 'code' in error && error.code === CUT_OFF
    ? 'its gzip data ends too early'
    : `gzip: ${error.message}`;
}

/** An error of the file or its format, with the file's name; any other error is the caller's own and stays as it is. */
export function readProblem(name: string, error: unknown): unknown {
  if (isStreamError(error)) {
    return unreadable(name, error);
  }
  if (!(error instanceof VipError)) return error;
  // Only the format's reader reports octets; an error from `take` names its own file.
  return 'layer' in error ? new VipError(error.code, `${name}: ${error.message}`, {cause: error}) : error;
}

export function isStreamError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && !(error instanceof VipError);
}
