/**
 * Whether a fault is where keepalived names it.
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import type {ConfigFault} from '@vip/analysis/internal/audit';
import type {Place} from './config-test.js';

/** Octets: the rest of a longer line is a line of its own. */
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

/** The numbers that keepalived has for a line: its parent's, of the file, and its children's, of the copy that the parent made of it. */
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

/** The parent counts line feeds as it reads them, and sees none behind a NUL. */
function endsOf(line: string): number {
  return line.includes('\0', line.length - (line.length % LONGEST)) ? 0 : 1;
}

/** In the copy is a line for each time that the parent read; what is left of a line may be its line feed alone. */
function piecesOf(line: string): number {
  return Math.floor(line.length / LONGEST) + 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** keepalived reports what a block as a whole lacks at its end; we name its first line, or the line that is in the way. */
function closesBlock({file, line}: Place, named: Place): boolean {
  const lines = readFileSync(file, 'latin1').split('\n');
  for (let at = line; at < lines.length; at++) {
    const text = lines[at] as string;
    if (text.includes('}') && isSameLine({file, line: at + 1}, named)) return true;
    if (/^(?!include)\S+.*(?<!\$)\{/.test(text)) return false;
  }
  return false;
}
