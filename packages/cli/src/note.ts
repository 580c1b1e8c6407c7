/**
 * Notes: everything that is not a result, to standard error.
 *
 * @module
 */

import {writeSync} from 'node:fs';
import {printable, wrapTo} from '@vip/analysis/internal';
import {withLocale} from './locale.js';
import {picture} from './standing-picture.js';
import {sizeOf} from './terminal-size.js';

const STANDARD_ERROR = 2;

/** Everything else: to standard error. Always one line. */
export function printNote(line: string): void {
  tell([line]);
}

/** A note for reading rather than copying: wrapped on a terminal, one line for other programs. */
export function noteParagraph(text: string): void {
  const {stderr} = process;
  tell(stderr.isTTY ? wrapTo(Math.max(sizeOf(stderr).width, NARROWEST) - WHO.length, text) : [text]);
}

const WHO = 'vip: ';
/** On anything narrower, the terminal breaks the lines again. Columns. */
const NARROWEST = 40;

function tell(lines: readonly string[]): void {
  const text = lines
    .map(line => (isPlain(line) ? line : withLocale(printable(line))))
    .map((line, index) => `${index === 0 ? WHO : ' '.repeat(WHO.length)}${line}\n`)
    .join('');
  if (picture !== undefined && process.stderr.isTTY) {
    picture.above(text);
    return;
  }
  complain(Buffer.from(text));
}

export function complain(octets: Uint8Array): void {
  try {
    writeSync(STANDARD_ERROR, octets);
  } catch {
    // The reader is gone or stalled, so this cannot be reported.
  }
}

export function isPlain(line: string): boolean {
  return /^[\x20-\x7e]*$/.test(line);
}
