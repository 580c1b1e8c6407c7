/**
 * Events on standard output. If a disk is full for a while, the watch goes on, and reports what was not written.
 *
 * @module
 */

import {fstatSync, writeSync} from 'node:fs';
import {counted, wrapped} from '@vip/analysis/internal';
import {printNote} from './note.js';
import {jsonLine, printText} from './output.js';

const STANDARD_OUTPUT = 1;
const LINE_FEED = 0x0a;

/** Lines that could not be written. */
export interface UnwrittenLines {
  readonly lines: number;
  /** When the first of them should have been written. Nanoseconds. */
  readonly since: bigint;
}

export class WatchOutput {
  readonly #isFile = isFile();
  #lost: UnwrittenLines | undefined;
  /** The same once there is room again, until it is taken. */
  #missing: UnwrittenLines | undefined;
  /** Whether the file ends in the middle of a line. */
  #isCut = false;

  /** On a terminal, a long line is continued below, indented. */
  text(line: string): void {
    const lines = process.stdout.isTTY === true ? wrapped(line, 0, 4) : [line];
    this.#put(lines.map(each => `${each}\n`).join(''));
  }

  json(value: unknown): void {
    this.#put(`${jsonLine(value)}\n`);
  }

  /** The lines that were not written before there was room again; returned once. */
  takeMissing(): UnwrittenLines | undefined {
    const missing = this.#missing;
    this.#missing = undefined;
    return missing;
  }

  #put(line: string): void {
    if (!this.#isFile) {
      printText(line);
      return;
    }
    try {
      this.#write(line);
    } catch (error) {
      if (this.#lost === undefined)
        printNote(
          `warning: write standard output: ${(error as Error).message}; events are lost until it recovers`,
        );
      this.#lost = {
        lines: (this.#lost?.lines ?? 0) + 1,
        since: this.#lost?.since ?? BigInt(Date.now()) * 1_000_000n,
      };
      return;
    }
    if (this.#lost === undefined) return;
    printNote(`standard output can be written again; ${counted(this.#lost.lines, 'line')} missing`);
    this.#missing = this.#lost;
    this.#lost = undefined;
  }

  /** Ends a line that was cut short, so that the next begins on a line of its own. */
  #write(line: string): void {
    for (let rest = Buffer.from(this.#isCut ? `\n${line}` : line); rest.length > 0; ) {
      const written = writeSync(STANDARD_OUTPUT, rest);
      if (written > 0) this.#isCut = rest[written - 1] !== LINE_FEED;
      rest = rest.subarray(written);
    }
  }
}

function isFile(): boolean {
  try {
    return fstatSync(STANDARD_OUTPUT).isFile();
  } catch {
    return false;
  }
}
