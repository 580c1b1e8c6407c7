/**
 * Reading an untrusted file line by line, in bounded memory.
 *
 * @module
 */

import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';
import {StringDecoder} from 'node:string_decoder';
import {checkText} from '@vip/core/internal/check-text';

/** A frame's octets in hex are half a million characters; the output of a command may be more. */
const MAX_LINE = 4 << 20;

const CHUNK = 1 << 20;

/** For files merely found in a directory: no link is followed, and no pipe waited for. */
const FOUND = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;

export interface NumberedLine {
  readonly text: string;
  /** Counted from 1. */
  readonly number: number;
}

/**
 * Opens a file, for a process that will have given up the right to by the time it reads it.
 *
 * @param isNamed whether the user named this very file: then it may also be a pipe
 * @returns the descriptor, for `readLines`
 * @throws Error of the system
 */
export function openLines(path: string, isNamed: boolean): number {
  const file = openSync(path, isNamed ? constants.O_RDONLY : FOUND);
  const found = fstatSync(file);
  if (found.isFile() || (isNamed && !found.isDirectory())) return file;
  closeSync(file);
  throw Object.assign(new Error('not a file'), found.isDirectory() ? {code: 'EISDIR'} : {});
}

/**
 * The lines of a file, without empty ones. The file is closed at its end.
 *
 * @throws Error of the system, for a file that is not text, and for a line of more than 4 MiB
 */
export function* readLines(file: number): Generator<NumberedLine> {
  try {
    yield* linesOf(chunksOf(file));
  } finally {
    closeSync(file);
  }
}

function* chunksOf(file: number): Generator<string> {
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(CHUNK);
  let isFirst = true;
  for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
    const chunk = buffer.subarray(0, length);
    if (isFirst) checkText(chunk);
    isFirst = false;
    yield decoder.write(chunk);
  }
  yield decoder.end();
}

function* linesOf(chunks: Iterable<string>): Generator<NumberedLine> {
  let begun: string[] = [];
  let length = 0;
  let number = 0;
  for (const chunk of chunks) {
    const [first = '', ...rest] = chunk.split('\n');
    begun.push(first);
    length += first.length;
    for (const next of rest) {
      number++;
      const text = begun.join('');
      if (text !== '') yield {text, number};
      begun = [next];
      length = next.length;
    }
    if (length > MAX_LINE) throw new Error(`line ${number + 1} is longer than ${MAX_LINE >> 20} MiB`);
  }
  if (length > 0) yield {text: begun.join(''), number: number + 1};
}
