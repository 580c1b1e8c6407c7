/**
 * Long work in steps, one time slice after another, so that other work never waits longer than a slice.
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
  /** When control last returned to the event loop. Milliseconds. */
  #givenBackAt = Number.NEGATIVE_INFINITY;

  /** @param step takes the work a short step further, and returns whether it goes on */
  constructor(step: () => boolean, {clock = () => performance.now()}: SlicesOptions = {}) {
    this.#step = step;
    this.#clock = clock;
  }

  /**
   * Starts or continues at once. Resolves when the work is done, in a later turn of the event loop if the current
   * turn has taken long.
   *
   * @throws what a step throws
   */
  finish(): Promise<void> {
    this.#going ??= this.#goOn().finally(() => {
      this.#going = undefined;
    });
    return this.#going;
  }

  /** The same without waiting: an error in a step becomes an uncaught exception. */
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
