/**
 * Long work in steps, a slice of time at a time: whatever else is due waits for no more than one.
 *
 * @module
 */

import {setImmediate} from 'node:timers/promises';

/** Milliseconds. */
const SLICE_MS = 2;

export interface SlicesOptions {
  /** Milliseconds since any moment. */
  readonly clock?: () => number;
}

export class Slices {
  readonly #step: () => boolean;
  readonly #clock: () => number;
  #going: Promise<void> | undefined;
  /** When the event loop was last given back. Milliseconds. */
  #givenBackAt = Number.NEGATIVE_INFINITY;

  /** @param step takes the work a short step further, and returns whether it goes on */
  constructor(step: () => boolean, {clock = () => performance.now()}: SlicesOptions = {}) {
    this.#step = step;
    this.#clock = clock;
  }

  /**
   * Begins at once, or goes on; resolves when the work is over, and in a later turn of the event loop if what was done since the last one
   * took long.
   *
   * @throws what a step throws
   */
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
    let isGoingOn = true;
    while (isGoingOn) {
      isGoingOn = this.#slice();
      if (!this.#isOver) continue;
      await setImmediate();
      this.#givenBackAt = this.#clock();
    }
  }

  /** Whether something is left. */
  #slice(): boolean {
    while (this.#step()) if (this.#isOver) return true;
    return false;
  }

  get #isOver(): boolean {
    return this.#clock() - this.#givenBackAt >= SLICE_MS;
  }
}
