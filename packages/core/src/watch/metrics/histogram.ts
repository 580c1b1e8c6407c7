/**
 * Histograms.
 *
 * @module
 */

import {MetricFamily, type MetricFamilyOptions} from './family.js';
import type {Labels} from './labels.js';

interface Observed {
  /** How many values were in each bucket, and in none before it. */
  readonly counts: readonly number[];
  readonly sum: number;
  readonly count: number;
}

export class Histogram extends MetricFamily<Observed> {
  protected readonly lines: number;
  readonly #bounds: readonly number[];

  /** @param buckets their upper bounds, ascending */
  constructor({buckets, ...options}: MetricFamilyOptions & {readonly buckets: readonly number[]}) {
    super('histogram', options);
    this.#bounds = buckets;
    // The bucket of infinity, the sum and the count.
    this.lines = buckets.length + 3;
  }

  /** @param value finite */
  observe(labels: Labels, value: number): void {
    const {counts = this.#bounds.map(() => 0), sum = 0, count = 0} = this.valueOf(labels) ?? {};
    const bucket = this.#bounds.findIndex(bound => value <= bound);
    const counted = counts.map((each, index) => (index === bucket ? each + 1 : each));
    this.change(labels, {counts: counted, sum: sum + value, count: count + 1});
  }

  protected linesOf({text}: Labels, {counts, sum, count}: Observed): string {
    const {name} = this;
    let below = 0;
    const buckets = this.#bounds.map((bound, index) => {
      below += counts[index] ?? 0;
      return `${name}_bucket{le="${bound}",${text}} ${below}`;
    });
    const all = `${name}_bucket{le="+Inf",${text}} ${count}`;
    return [...buckets, all, `${name}_sum{${text}} ${sum}`, `${name}_count{${text}} ${count}`].join('\n');
  }
}
