/**
 * Signals to a watch: two end it, one reads the list of addresses again, one prints what is known.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {firstSignal} from './signals.js';

export interface Calls {
  /** How long to watch, in milliseconds; until it is ended if undefined. */
  readonly duration: number | undefined;
  reload(): void;
  print(): void;
  close(): Promise<void>;
}

/** Handled from the beginning, because a reader of the line "watching ..." may send a signal at once. */
export class WatchSignals {
  /** Aborted by the first signal that ends it, which is its reason. */
  readonly ended: AbortSignal;
  #calls: Calls | undefined;

  /** @param isReloading whether there is a list to reload; otherwise SIGHUP ends it, like any program */
  constructor(isReloading: boolean) {
    this.ended = firstSignal(isReloading ? ['SIGINT', 'SIGTERM'] : undefined);
    if (isReloading) process.on('SIGHUP', () => this.#calls?.reload());
    process.on('SIGUSR2', () => this.#calls?.print());
  }

  /** Resolves when reading has ended: at the end of the input, on a signal, or when the time is up. */
  async during(reading: Promise<unknown>, calls: Calls): Promise<void> {
    const over = new AbortController();
    // An error in closing is reported where it is awaited.
    const end = () => {
      calls.close().catch(() => {});
    };
    this.#calls = calls;
    if (this.ended.aborted) end();
    else this.ended.addEventListener('abort', end, {signal: over.signal});
    if (calls.duration !== undefined)
      sleep(calls.duration, undefined, {signal: over.signal}).then(end, () => {});
    try {
      await reading;
    } finally {
      over.abort();
      this.#calls = undefined;
    }
  }
}
