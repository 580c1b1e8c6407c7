/**
 * Long work in steps, a slice of time at a time: whoever asks for the page of metrics, and whatever else is due, waits for no more than one.
 *
 * @module
 */

import {setImmediate} from 'node:timers/promises';

/** A page is to be answered in 50. Milliseconds. */
const SLICE_MS = 8;

export class Slices {
  readonly #step: () => boolean;
  readonly #clock: () => number;
  #going: Promise<void> | undefined;

  /**
   * @param step takes the work a short step further, and returns whether it goes on
   * @param clock milliseconds since any moment
   */
  constructor(step: () => boolean, clock: () => number = () => performance.now()) {
    this.#step = step;
    this.#clock = clock;
  }

  /** Begins at once, or goes on; resolves when the work is over. @throws what a step throws */
  finish(): Promise<void> {
    this.#going ??= this.#goOn().finally(() => {
      this.#going = undefined;
    });
    return this.#going;
  }

  /** The same where nobody waits for it: what a step throws is an uncaught exception. */
  start(): void {
    this.finish().catch(error =>
      queueMicrotask(() => {
        throw error;
      }),
    );
  }

  async #goOn(): Promise<void> {
    while (this.#slice()) await setImmediate();
  }

  /** Whether something is left. */
  #slice(): boolean {
    const until = this.#clock() + SLICE_MS;
    while (this.#step()) if (this.#clock() >= until) return true;
    return false;
  }
}
