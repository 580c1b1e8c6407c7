/**
 * What an agent has to say, on its way to who reads it: in the order in which it was said, many lines at a time.
 *
 * @module
 */

import type {Writable} from 'node:stream';

/**
 * Who reads may be stopped for a while, or have no processor. So much waits for him, of what is too much to be kept
 * without end: 20 s of all that a switch carries for four clients that ping every 2 ms. Octets.
 */
const WAITING_OCTETS = 64 << 20;

export class Outbox {
  #lines = '';
  readonly #waiting = new Set<() => void>();

  constructor(readonly output: Writable) {}

  /** Says a line. */
  put(line: string): void {
    if (this.#lines === '') setImmediate(() => this.flush());
    this.#lines += `${line}\n`;
  }

  /** Hands over what was said until now, which is done by itself as soon as nothing else is to be done. */
  flush(): void {
    const lines = this.#lines;
    this.#lines = '';
    if (lines !== '') this.output.write(lines, () => this.#wake());
  }

  /**
   * Resolves when there is space for more: before what can wait elsewhere, as frames can in their ring, where the kernel
   * counts those that find no room.
   */
  async drained(): Promise<void> {
    while (this.output.writableLength > WAITING_OCTETS) {
      await new Promise<void>(resolve => this.#waiting.add(resolve));
    }
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resume of waiting) resume();
  }
}
