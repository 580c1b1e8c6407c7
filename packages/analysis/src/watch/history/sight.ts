/**
 * When no watch was running: before and between the runs of a watch, while an interface was down, and where frames or events were lost.
 *
 * @module
 */

import {type Interval, merged} from '../../collections/intervals.js';
import type {WatchEvent} from '../event.js';

/** Why nothing is known of an interval. */
export type Blindness =
  | 'not watched'
  | 'interface down'
  | 'place not reached'
  | 'frames dropped'
  | 'events not written';

export interface BlindInterval extends Interval {
  readonly why: Blindness;
  /** The place that is affected; all if undefined. */
  readonly place?: string;
  /** The interface that is affected; all if undefined. */
  readonly iface?: string;
}

type Where = Pick<BlindInterval, 'iface' | 'place'>;

/** The reason that an event of the watch about a loss gives. */
const LOST: Partial<Record<WatchEvent['what'], Blindness>> = {
  dropped: 'frames dropped',
  output: 'events not written',
};

/** Maximum number of intervals: more in a week would be a fault of its own. */
const MOST_BLIND = 100_000;

export class Sight {
  readonly blind: BlindInterval[] = [];
  /** The end of each run: the last moment at which it is known to have run. */
  readonly ends: bigint[] = [];
  /** Interfaces that are down, and places that cannot be reached, each with the time since when. */
  readonly #down = new Map<string, {readonly where: Where; readonly since: bigint}>();
  #from: bigint | undefined;
  #last = 0n;
  #isRunning = false;

  /** An event, whatever its subject, shows that it ran. */
  saw(at: bigint): void {
    this.#from ??= at;
    if (at > this.#last) this.#last = at;
  }

  take(event: WatchEvent): void {
    if (event.what === 'started') this.#start(event.at);
    this.saw(event.at);
    if (event.what === 'stopped') this.#stop();
    const {iface, place, isWatched} = event;
    if (isWatched !== undefined && (iface !== undefined || place !== undefined))
      this.#takeLink(whereOf(iface, place), isWatched, event.at);
    const why = LOST[event.what];
    if (why !== undefined)
      this.#add({why, from: event.since ?? event.at, to: event.at, ...(place === undefined ? {} : {place})});
  }

  /** From the first known event to the last. */
  get span(): Interval {
    return {from: this.#from ?? 0n, to: this.#last};
  }

  /** The file ends here. */
  end(): void {
    this.#stop();
  }

  /** The intervals in which nothing is known of this interface of a place, merged. */
  blindOn(iface: string, place: string | undefined): Interval[] {
    return merged(
      this.blind.filter(
        one =>
          (one.iface === undefined || one.iface === iface) &&
          (one.place === undefined || one.place === place),
      ),
    );
  }

  #start(at: bigint): void {
    // A run that was killed ended at an unknown time after its last event.
    if (this.#isRunning || this.#from !== undefined) {
      if (this.#isRunning) this.#stop();
      this.#add({why: 'not watched', from: this.#last, to: at});
    }
    this.#isRunning = true;
  }

  #stop(): void {
    for (const {where} of this.#down.values()) this.#takeLink(where, true, this.#last);
    this.ends.push(this.#last);
    this.#isRunning = false;
  }

  #takeLink(where: Where, isWatched: boolean, at: bigint): void {
    const key = `${where.place ?? ''} ${where.iface ?? ''}`;
    const down = this.#down.get(key);
    if (!isWatched) {
      if (down === undefined) this.#down.set(key, {where, since: at});
      return;
    }
    if (down === undefined) return;
    this.#down.delete(key);
    const why = where.iface === undefined ? 'place not reached' : 'interface down';
    this.#add({why, ...where, from: down.since, to: at});
  }

  #add(interval: BlindInterval): void {
    if (interval.to > interval.from && this.blind.length < MOST_BLIND) this.blind.push(interval);
  }
}

function whereOf(iface: string | undefined, place: string | undefined): Where {
  return {...(iface === undefined ? {} : {iface}), ...(place === undefined ? {} : {place})};
}
