/**
 * Standard output and standard error, and what happens when the reader goes away.
 *
 * Lines are written by plain system calls: Node's own streams would cost `vip garp` more than all its work.
 * Output at a reader's pace (`printMuch`) goes through the stream; from then on everything does, to keep
 * the order.
 *
 * @module
 */

import {once} from 'node:events';
import {writeSync} from 'node:fs';
import {jsonReplacer, printable} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {systemReason} from '@vip/core/internal/unreadable';
import {withLocale} from './locale.js';
import {loseTerminal, saysTerminalIsLost} from './lost-terminal.js';
import {complain, isPlain, printNote} from './note.js';
import {picture} from './standing-picture.js';

const STANDARD_OUTPUT = 1;

/** Octets that may wait for a reader before more output is produced. */
const MAX_WAITING = 4 << 20;

/**
 * Octets that are written by plain system calls, half of what a pipe holds (pipe(7)): beyond that, a stalled reader would
 * make us deaf to signals.
 */
const MAX_PLAIN = 32 << 10;

/** Octets that have been written by plain system calls. */
let written = 0;

/** Results: to standard output, one line each. */
export function print(...lines: readonly (string | readonly string[])[]): void {
  // In one call: an audit of many routers has ten thousand lines.
  const all = lines.flat();
  if (all.length > 0) printText(`${all.join('\n')}\n`);
}

/** The same for lines with their newlines. */
export function printText(text: string): void {
  if (text !== '') put(withLocale(text));
}

function put(text: string): void {
  if (picture !== undefined) picture.above(text);
  else if (stream !== undefined || written + text.length > MAX_PLAIN) gather(text);
  else printOctets(Buffer.from(text));
}

/**
 * The output of another user's program: unchanged for another program, and without control sequences on a terminal. Resolves
 * when the reader has taken enough of it.
 */
export async function printForeign(octets: Uint8Array, to: 'stdout' | 'stderr'): Promise<void> {
  const isTerminal = process[to].isTTY;
  const shown = isTerminal ? Buffer.from(withoutControls(Buffer.from(octets).toString())) : octets;
  if (to === 'stdout') await printMuch(shown);
  else complain(shown);
}

function withoutControls(text: string): string {
  return text
    .split('\n')
    .map(line => line.split('\t').map(printable).join('\t'))
    .join('\n');
}

function printOctets(octets: Uint8Array): void {
  written += octets.length;
  let rest = octets;
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(STANDARD_OUTPUT, rest));
  } catch (error) {
    // Another process made the pipe non-blocking, and it is full.
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') openStream().write(rest);
    else endWithReader(error as NodeJS.ErrnoException);
  }
}

/** One object per line, nanoseconds as decimal strings. */
export function printJson(value: unknown): void {
  put(`${jsonLine(value)}\n`);
}

/** As `printJson` prints it. */
export function jsonLine(value: unknown): string {
  const line = JSON.stringify(value, jsonReplacer);
  // Still JSON, with the same value: JSON allows C1 controls as they are, but terminals interpret them.
  return isPlain(line) ? line : printable(line);
}

/** Writes much output, as text or octets, and resolves when the reader has consumed enough of it. */
export async function printMuch(content: string | Uint8Array): Promise<void> {
  if (picture !== undefined && typeof content === 'string') {
    picture.above(content);
    return;
  }
  flush();
  openStream().write(content);
  await taken();
}

/**
 * Resolves when the reader has consumed enough of the output.
 *
 * @throws Error with the signal's reason as its cause, when it is aborted meanwhile
 */
export async function taken(signal?: AbortSignal): Promise<void> {
  // Well beyond the stream's own mark: a pipe's reader takes 64 KiB at a time and must never find it empty.
  if (stream === undefined || stream.writableLength <= MAX_WAITING) return;
  await once(stream, 'drain', signal === undefined ? {} : {signal});
}

/** Characters that are printed in one call. */
const BLOCK = 1 << 18;

/** Prints many lines, and resolves when the reader has consumed enough of them. */
export async function printAll(lines: Iterable<string>): Promise<void> {
  let block: string[] = [];
  let length = 0;
  for (const line of lines) {
    block.push(line, '\n');
    length += line.length;
    if (length < BLOCK) continue;
    await printMuch(block.join(''));
    block = [];
    length = 0;
  }
  await printMuch(block.join(''));
}

let stream: NodeJS.WriteStream | undefined;

/** Output that is passed to the stream once there is nothing else to do: passing on each line would cost more than producing it. */
let gathered = '';

function gather(text: string): void {
  openStream(); // from now on everything goes through it, to keep the order
  if (gathered === '') setImmediate(flush);
  gathered += text;
  if (gathered.length > BLOCK) flush();
}

function flush(): void {
  const text = gathered;
  gathered = '';
  if (text !== '') openStream().write(text);
}

/** Whether the reader has consumed all output. */
export function isWritten(): boolean {
  return gathered === '' && (stream === undefined || stream.writableLength === 0);
}

/** Whether output was left to Node's stream, which reports what it could not write in a later turn. */
export function wentThroughStream(): boolean {
  return stream !== undefined;
}

function openStream(): NodeJS.WriteStream {
  if (stream === undefined) {
    stream = process.stdout;
    stream.on('error', endWithReader);
    process.once('exit', flush);
  }
  return stream;
}

/** `vip capture | head`: a reader that is gone means the end, not an error, and so does a closed terminal. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  if (saysTerminalIsLost(error)) {
    loseTerminal();
    return;
  }
  if (stream === undefined)
    throw new VipError('FILE_FAILED', `write standard output: ${systemReason(error)}`, {cause: error});
  printNote(`write standard output: ${systemReason(error)}`);
  process.exit(3);
}
