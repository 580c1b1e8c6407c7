/**
 * An agent's output on its way to the reader: in order, many lines at a time.
 *
 * @module
 */

import type {Writable} from 'node:stream';

/**
 * Maximum amount of deferrable output that waits for a reader that is stopped for a while or gets no processor: 20 s of all
 * traffic at a switch with four clients that ping every 2 ms. Octets.
 */
const WAITING_OCTETS = 64 << 20;

export class Outbox {
  #lines = '';
  readonly #waiting = new Set<() => void>();

  constructor(readonly output: Writable) {}

  /** Queues a line. */
  put(line: string): void {
    if (this.#lines === '') setImmediate(() => this.flush());
    this.#lines += `${line}\n`;
  }

  /** Writes what was queued until now; otherwise that happens once the event loop is idle. */
  flush(): void {
    const lines = this.#lines;
    this.#lines = '';
    if (lines !== '') this.output.write(lines, () => this.#wake());
  }

  /**
   * Resolves when there is space for more: to be awaited before deferrable output, such as frames, which can wait in their ring, where the kernel
   * counts those that do not fit.
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
