/**
 * The lines of a file as C's functions read them: to a NUL, 1,023 octets at most, without comments and outer blanks.
 *
 * @module
 */

import {octetText} from '../../text/octets.js';
import {decomment, hasComments, trimEnd, trimStart} from './decomment.js';

/** Octets: a longer line is split, and its remainder is a line of its own. */
const LONGEST = 1023;

export interface FileLines {
  readonly lines: readonly string[];
  /** Which line of the file each is; empty where none was split. */
  readonly numbers: readonly number[];
}

export function fileLines(text: string): FileLines {
  const ended = text.split('\n');
  // What is after the last line feed is no line if it is empty: a blank one ends a definition of several lines.
  if (ended.at(-1) === '') ended.pop();
  const lines = text.includes('\0') ? ended.map(untilNul) : ended;
  if (!lines.some(isLong)) return {lines, numbers: []};
  return {
    lines: lines.flatMap(cut),
    numbers: lines.flatMap((line, index) => cut(line).map(() => index + 1)),
  };
}

/** A string of C ends there. */
function untilNul(line: string): string {
  const end = line.indexOf('\0');
  return end < 0 ? line : line.slice(0, end);
}

/** A line without comment and outer blanks: as the parent reads it, and as it is in the copy, read once more. */
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
  // The children take comments out of the copy again: `\!` protects nothing.
  return {once: text, text: raw.includes('\\') ? decomment(text).text : text, openQuote};
}

/** In octets, of which a character has four at most. */
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
