/**
 * When an address was asked in the course of a week, in bounded memory: if it was asked only now and then, the shortest stretches are
 * forgotten, and count as unknown.
 *
 * @module
 */

import {type Interval, lengthOf, merged} from '../../collections/intervals.js';

/** Maximum number of stretches of an address: as many as can begin in a day. */
const MOST_STRETCHES = 1440;

export class AskedTime {
  #stretches: Interval[] = [];

  /** In order, unless the clock was set back. */
  add(stretch: Interval): void {
    const last = this.#stretches.at(-1);
    if (last !== undefined && stretch.from >= last.from && stretch.from <= last.to) {
      if (stretch.to > last.to)
        this.#stretches[this.#stretches.length - 1] = {from: last.from, to: stretch.to};
      return;
    }
    this.#stretches.push(stretch);
    if (this.#stretches.length > MOST_STRETCHES) this.#forget();
  }

  /** Merged. */
  get stretches(): Interval[] {
    return merged(this.#stretches);
  }

  /** The time until which it was asked without a pause from `since` on. */
  until(since: bigint): bigint {
    return this.stretches.find(({from, to}) => from <= since && to >= since)?.to ?? since;
  }

  #forget(): void {
    const longestFirst = this.stretches.sort((a, b) => Number(lengthOf([b]) - lengthOf([a])));
    this.#stretches = merged(longestFirst.slice(0, MOST_STRETCHES / 2));
  }
}
