/**
 * The lines of a file as read by C functions: up to a NUL, at most 1,023 octets, without comments and outer blanks.
 *
 * @module
 */

import {octetText} from '../../text/octets.js';
import {decomment, hasComments, trimEnd, trimStart} from './decomment.js';

/** Octets. The rest of a longer line becomes a line of its own. */
const LONGEST = 1023;

export interface FileLines {
  readonly lines: readonly string[];
  /** The line number of each in the file; empty if none was split. */
  readonly numbers: readonly number[];
}

export function fileLines(text: string): FileLines {
  const ended = text.split('\n');
  // Empty text after the last line feed is not a line; a blank line would end a multi-line definition.
  if (ended.at(-1) === '') ended.pop();
  const lines = text.includes('\0') ? ended.map(untilNul) : ended;
  if (!lines.some(isLong)) return {lines, numbers: []};
  return {
    lines: lines.flatMap(cut),
    numbers: lines.flatMap((line, index) => cut(line).map(() => index + 1)),
  };
}

/** A C string ends at a NUL. */
function untilNul(line: string): string {
  const end = line.indexOf('\0');
  return end < 0 ? line : line.slice(0, end);
}

/** A line without comment and outer blanks: as read by the parent and, after another pass over the copy, by children. */
export interface BareLine {
  readonly once: string;
  readonly text: string;
  readonly openQuote: boolean;
}

export function bareLine(raw: string): BareLine {
  if (!hasComments(raw)) {
    const text = trimEnd(trimStart(raw));
    return {once: text, text, openQuote: false};
  }
  const {text, openQuote} = decomment(raw);
  // The children remove comments from the copy again, so that `\!` protects nothing.
  return {once: text, text: raw.includes('\\') ? decomment(text).text : text, openQuote};
}

/** In octets; a character has at most four. */
function isLong(line: string): boolean {
  return line.length > LONGEST / 4 && octetText(line).length > LONGEST;
}

function cut(line: string): string[] {
  if (!isLong(line)) return [line];
  const parts = [''];
  let size = 0;
  for (const character of line) {
    const more = octetText(character).length;
    if (size + more > LONGEST) parts.push('');
    size = size + more > LONGEST ? more : size + more;
    parts.push(`${parts.pop()}${character}`);
  }
  return parts;
}
