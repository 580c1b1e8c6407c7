/**
 * Whether a file is looked through before it is read.
 *
 * @module
 */

import {fstatSync, readSync} from 'node:fs';
import {CAPTURE_MAGIC_LENGTH, sniffCapture} from '@vip/arp/capture-file';

/** Octets; a smaller file is read at once in less time than it takes to look at it before. */
const LEAST_SURVEYED = 4_194_304;

/** @param file its descriptor */
export function isWorthASurvey(file: number): boolean {
  const stat = fstatSync(file);
  if (!stat.isFile() || stat.size < LEAST_SURVEYED) return false;
  const head = new Uint8Array(CAPTURE_MAGIC_LENGTH);
  try {
    readSync(file, head, 0, head.length, 0);
  } catch {
    return false; // whoever reads it is told
  }
  return sniffCapture(head) !== 'gzip';
}
