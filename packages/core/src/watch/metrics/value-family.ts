/**
 * Gauges and counters.
 *
 * @module
 */

import {MetricFamily, type MetricFamilyOptions} from './family.js';
import type {Labels} from './labels.js';

export class ValueFamily extends MetricFamily<number> {
  protected readonly lines = 1;

  /** @param value finite */
  set(labels: Labels, value: number): void {
    if (this.valueOf(labels) !== value) this.change(labels, value);
  }

  protected linesOf({text}: Labels, value: number): string {
    return `${this.name}{${text}} ${value}`;
  }
}

export class Gauge extends ValueFamily {
  constructor(options: MetricFamilyOptions) {
    super('gauge', options);
  }
}

export class Counter extends ValueFamily {
  constructor(options: MetricFamilyOptions) {
    super('counter', options);
  }

  add(labels: Labels, by: number): void {
    this.set(labels, (this.valueOf(labels) ?? 0) + by);
  }
}
