/**
 * Events on standard output. In a file on a full disk there is no room for them, and then there is again: the watch goes on.
 *
 * @module
 */

import {fstatSync, writeSync} from 'node:fs';
import {jsonLine, note, printText} from './output.js';

const STANDARD_OUTPUT = 1;

export class WatchOutput {
  readonly #isFile = isFile();
  /** Lines for which there was no room. */
  #lost = 0;

  text(line: string): void {
    this.#put(`${line}\n`);
  }

  json(value: unknown): void {
    this.#put(`${jsonLine(value)}\n`);
  }

  #put(line: string): void {
    if (!this.#isFile) {
      printText(line);
      return;
    }
    try {
      for (let rest = Buffer.from(line); rest.length > 0; )
        rest = rest.subarray(writeSync(STANDARD_OUTPUT, rest));
    } catch (error) {
      if (this.#lost++ === 0)
        note(
          `warning: write standard output: ${(error as Error).message}; events are lost until it recovers`,
        );
      return;
    }
    if (this.#lost > 0) note(`standard output is written again; ${this.#lost} lines are missing`);
    this.#lost = 0;
  }
}

function isFile(): boolean {
  try {
    return fstatSync(STANDARD_OUTPUT).isFile();
  } catch {
    return false;
  }
}
