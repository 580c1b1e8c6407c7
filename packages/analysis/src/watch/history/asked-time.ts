/**
 * When an address was asked in a week, in bounded memory: where it was asked only now and then, the shortest stretches are forgotten, and
 * are unknown.
 *
 * @module
 */

import {type Interval, lengthOf, merged} from '../../collections/intervals.js';

/** Of one address: as often as it can be asked anew in a day. */
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

  /** Until when it was asked without a pause, from then on. */
  until(since: bigint): bigint {
    return this.stretches.find(({from, to}) => from <= since && to >= since)?.to ?? since;
  }

  #forget(): void {
    const longestFirst = this.stretches.sort((a, b) => Number(lengthOf([b]) - lengthOf([a])));
    this.#stretches = merged(longestFirst.slice(0, MOST_STRETCHES / 2));
  }
}
