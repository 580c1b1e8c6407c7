/**
 * Long work in steps, a slice of time at a time: whoever asks for the page of metrics, and whatever else is due, waits for no more than one.
 *
 * @module
 */

import {setImmediate, setTimeout as sleep} from 'node:timers/promises';

/** A page of megabytes is handed to the kernel in several turns, each of which waits for a slice. Milliseconds. */
const SLICE_MS = 2;

/** How long a slice is put off for something more urgent, and how often it is looked whether that is over. Milliseconds. */
const HELD_UP_MS = 50;
const POLL_MS = 1;

export interface SlicesOptions {
  /** Whether something more urgent is going on, in the turns of the event loop in between. */
  readonly isHeldUp?: (() => boolean) | undefined;
  /** Milliseconds since any moment. */
  readonly clock?: () => number;
}

export class Slices {
  readonly #step: () => boolean;
  readonly #clock: () => number;
  readonly #isHeldUp: () => boolean;
  #going: Promise<void> | undefined;
  /** When the event loop was last given back. Milliseconds. */
  #givenBackAt = Number.NEGATIVE_INFINITY;

  /** @param step takes the work a short step further, and returns whether it goes on */
  constructor(
    step: () => boolean,
    {isHeldUp = () => false, clock = () => performance.now()}: SlicesOptions = {},
  ) {
    this.#step = step;
    this.#isHeldUp = isHeldUp;
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
      if (isGoingOn) await this.#heldUp();
      this.#givenBackAt = this.#clock();
    }
  }

  async #heldUp(): Promise<void> {
    const until = this.#clock() + HELD_UP_MS;
    while (this.#isHeldUp() && this.#clock() < until) await sleep(POLL_MS);
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
