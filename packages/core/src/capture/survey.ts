/**
 * Whether to search a file before reading it.
 *
 * @module
 */

import {fstatSync, readSync} from 'node:fs';
import {CAPTURE_MAGIC_LENGTH, sniffCapture} from '@vip/arp/capture-file';

/** Octets; searching a smaller file first would take longer than it saves. */
const LEAST_SURVEYED = 4_194_304;

/** @param file the file's descriptor */
export function isWorthASurvey(file: number): boolean {
  const stat = fstatSync(file);
  if (!stat.isFile() || stat.size < LEAST_SURVEYED) return false;
  const head = new Uint8Array(CAPTURE_MAGIC_LENGTH);
  try {
    readSync(file, head, 0, head.length, 0);
  } catch {
    return false; // reported to the reader
  }
  return sniffCapture(head) !== 'gzip';
}
