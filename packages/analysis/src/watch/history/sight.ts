/**
 * When no watch was running: before and between the runs of a watch, while an interface was down, and where frames or events were lost.
 *
 * @module
 */

import {type Interval, merged} from '../../collections/intervals.js';
import type {WatchEvent} from '../event.js';

/** Why something is not known. */
export type Blindness =
  | 'not watched'
  | 'interface down'
  | 'place not reached'
  | 'frames dropped'
  | 'events not written';

export interface BlindInterval extends Interval {
  readonly why: Blindness;
  /** At this place; at all if undefined. */
  readonly place?: string;
  /** Of this interface; of all if undefined. */
  readonly iface?: string;
}

type Where = Pick<BlindInterval, 'iface' | 'place'>;

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
  /** Interfaces that are down, and places that are not reached, each since when. */
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

  /** From the first that is known of to the last. */
  get span(): Interval {
    return {from: this.#from ?? 0n, to: this.#last};
  }

  /** The file ends here. */
  end(): void {
    this.#stop();
  }

  /** Merged: where nothing is known of this interface of a place. */
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
    // One that was killed ended some time after its last event, and when is not known.
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
