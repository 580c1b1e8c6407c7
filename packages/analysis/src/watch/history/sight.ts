/**
 * When no watch was running: before and between the runs of a watch, while an interface was down, and where frames or events were lost.
 *
 * @module
 */

import type {WatchEvent} from '../event.js';
import {type Interval, merged} from './intervals.js';

/** Why something is not known. */
export type Blindness = 'not watched' | 'interface down' | 'frames dropped' | 'events not written';

export interface BlindInterval extends Interval {
  readonly why: Blindness;
  /** Of this interface; of all if undefined. */
  readonly iface?: string;
}

/** Why what was lost is not known. */
const LOST: Partial<Record<WatchEvent['what'], Blindness>> = {
  dropped: 'frames dropped',
  output: 'events not written',
};

/** As many as a week can have without being a fault of its own. */
const MOST_BLIND = 100_000;

export class Sight {
  readonly blind: BlindInterval[] = [];
  /** Ends of runs, each the last moment that is known of it. */
  readonly ends: bigint[] = [];
  readonly #down = new Map<string, bigint>();
  #from: bigint | undefined;
  #last = 0n;
  #isRunning = false;

  /** An event, whatever it is about, shows that it ran. */
  saw(at: bigint): void {
    this.#from ??= at;
    if (at > this.#last) this.#last = at;
  }

  take(event: WatchEvent): void {
    if (event.what === 'started') this.#start(event.at);
    this.saw(event.at);
    if (event.what === 'stopped') this.#stop();
    if (event.iface !== undefined && event.isWatched !== undefined)
      this.#takeLink(event.iface, event.isWatched, event.at);
    const why = LOST[event.what];
    if (why !== undefined) this.#add({why, from: event.since ?? event.at, to: event.at});
  }

  /** From the first that is known of to the last. */
  get span(): Interval {
    return {from: this.#from ?? 0n, to: this.#last};
  }

  /** The file ends here. */
  end(): void {
    this.#stop();
  }

  /** Merged: where nothing is known of this interface. */
  blindOn(iface: string): Interval[] {
    return merged(this.blind.filter(one => one.iface === undefined || one.iface === iface));
  }

  #start(at: bigint): void {
    // One that was killed ended some time after its last event, and when is not known.
    if (this.#isRunning || this.#from !== undefined) {
      if (this.#isRunning) this.#stop();
      this.#add({why: 'not watched', from: this.#last, to: at});
    }
    this.#isRunning = true;
  }

  #stop(): void {
    for (const iface of this.#down.keys()) this.#takeLink(iface, true, this.#last);
    this.ends.push(this.#last);
    this.#isRunning = false;
  }

  #takeLink(iface: string, isWatched: boolean, at: bigint): void {
    const since = this.#down.get(iface);
    if (!isWatched) {
      if (since === undefined) this.#down.set(iface, at);
      return;
    }
    if (since === undefined) return;
    this.#down.delete(iface);
    this.#add({why: 'interface down', iface, from: since, to: at});
  }

  #add(interval: BlindInterval): void {
    if (interval.to > interval.from && this.blind.length < MOST_BLIND) this.blind.push(interval);
  }
}
