/**
 * Small files, such as settings or address lists, read at once. Their size is limited because a path may name a
 * device or an endless pipe.
 *
 * @module
 */

import {closeSync, openSync, readSync} from 'node:fs';
import {checkText} from './check-text.js';

/** The file descriptor to read instead of a path. */
export const STANDARD_INPUT_DESCRIPTOR = 0;

const MIB = 1 << 20;

/** Enough for a quarter of a million addresses. */
const MOST_OCTETS = 16 * MIB;

/** @throws Error if it cannot be read, is longer than 16 MiB, or is not text */
export function readSmallText(path: string | typeof STANDARD_INPUT_DESCRIPTOR): string {
  const octets = readOctets(path);
  checkText(octets);
  return octets.toString();
}

/** Its content, text or not. @throws Error if it cannot be read, or is longer than 16 MiB */
export function readSmallFile(path: string): string {
  return readOctets(path).toString();
}

function readOctets(path: string | typeof STANDARD_INPUT_DESCRIPTOR): Buffer {
  const file = path === STANDARD_INPUT_DESCRIPTOR ? path : openSync(path, 'r');
  try {
    const pieces: Buffer[] = [];
    for (let left = MOST_OCTETS + 1; left > 0; ) {
      const piece = Buffer.alloc(Math.min(left, MIB));
      const length = readSync(file, piece);
      if (length === 0) return Buffer.concat(pieces);
      pieces.push(piece.subarray(0, length));
      left -= length;
    }
    throw new Error(`expected ${MOST_OCTETS / MIB} MiB or less`);
  } finally {
    closeSync(file);
  }
}
