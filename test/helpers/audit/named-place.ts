/**
 * Whether a fault is at the place that keepalived names.
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import type {ConfigFault} from '@vip/analysis/internal/audit';
import type {Place} from './config-test.js';

/** Longest line, in octets; the rest of a longer one is a line of its own. */
const LONGEST = 1023;

export function isAt({place, shows, kind}: ConfigFault, named: Place): boolean {
  const isWithin = (kind === 'missing-value' || kind === 'ignored') && closesBlock(place, named);
  return isSameLine(place, named) || (shows !== undefined && isSameLine(shows, named)) || isWithin;
}

function isSameLine({file, line}: Place, named: Place): boolean {
  return isSameFile(file, named) && numbersOf(file, line).includes(named.line);
}

function isSameFile(file: string, named: Place): boolean {
  return file === named.file || file.endsWith(`/${named.file}`);
}

/**
 * The numbers that keepalived may give for a line: the parent's, of the file, and the children's, of the
 * parent's copy of it.
 */
function numbersOf(file: string, line: number): number[] {
  const lines = readFileSync(file, 'latin1').split('\n');
  const before = lines.slice(0, line - 1);
  const own = lines[line - 1] ?? '';
  const isEnded = line < lines.length;
  const inFile = sum(before.map(endsOf));
  const inCopy = sum(before.map(piecesOf));
  const pieces = isEnded ? piecesOf(own) : Math.max(1, Math.ceil(own.length / LONGEST));
  return [
    ...(own.length >= LONGEST ? [inFile, inCopy] : []),
    inFile + (isEnded ? endsOf(own) : 0),
    ...Array.from({length: pieces}, (_, index) => inCopy + 1 + index),
  ];
}

/** The number of line ends that the parent counts, which sees none behind a NUL. */
function endsOf(line: string): number {
  return line.includes('\0', line.length - (line.length % LONGEST)) ? 0 : 1;
}

/**
 * The number of lines in the copy, which has one for each read of the parent; the rest of a line may be just
 * its line feed.
 */
function piecesOf(line: string): number {
  return Math.floor(line.length / LONGEST) + 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * Whether a place closes a block. keepalived reports at the end what the block lacks; we name its first line,
 * or the offending line.
 */
function closesBlock({file, line}: Place, named: Place): boolean {
  const lines = readFileSync(file, 'latin1').split('\n');
  for (let at = line; at < lines.length; at++) {
    const text = lines[at] as string;
    if (text.includes('}') && isSameLine({file, line: at + 1}, named)) return true;
    if (/^(?!include)\S+.*(?<!\$)\{/.test(text)) return false;
  }
  return false;
}
