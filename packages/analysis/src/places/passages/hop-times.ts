/**
 * The times that frames took from one place to another: the shortest, the longest, and the median of a sample. Bounded.
 *
 * @module
 */

/** The times that frames took from one place to another. Nanoseconds. */
export interface Hop {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly leastNs: number;
  readonly medianNs: number;
  readonly mostNs: number;
}

/** Maximum number of times of which the median is taken; if there are more, every other one is dropped. */
const MOST_TIMES = 2048;

/** All times in nanoseconds. */
export class HopTimes {
  #times: number[] = [];
  #every = 1;
  #count = 0;
  #least: number;
  #most: number;

  constructor(first: number) {
    this.#least = first;
    this.#most = first;
    this.add(first);
  }

  add(ns: number): void {
    this.#least = Math.min(this.#least, ns);
    this.#most = Math.max(this.#most, ns);
    if (this.#count++ % this.#every !== 0) return;
    this.#times.push(ns);
    if (this.#times.length < MOST_TIMES) return;
    this.#times = this.#times.filter((_, index) => index % 2 === 0);
    this.#every *= 2;
  }

  facts(): Pick<Hop, 'count' | 'leastNs' | 'medianNs' | 'mostNs'> {
    const sorted = [...this.#times].sort((a, b) => a - b);
    return {
      count: this.#count,
      leastNs: this.#least,
      medianNs: sorted[sorted.length >> 1] ?? this.#least,
      mostNs: this.#most,
    };
  }
}
