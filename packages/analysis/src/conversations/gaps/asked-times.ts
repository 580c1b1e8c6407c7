/**
 * When an address was asked, with or without an answer: stretches in which successive questions are at most a minute apart. While nobody
 * asks, nothing shows whether it would have answered.
 *
 * @module
 */

import type {Settled} from './question-fold.js';

/** The longest interval that is usual in monitoring, such as the default of Prometheus. Nanoseconds. */
export const ASKED_GAP_NS = 60_000_000_000;

/** Of its questions with a known outcome. Nanoseconds by the clock. */
export interface AskedStretch {
  readonly firstNs: number;
  /** The frame of its first question. */
  readonly frame: number;
  readonly lastNs: number;
}

export class AskedTimes {
  #firstNs = Number.NaN;
  #lastNs = Number.NaN;
  #frame = 0;

  take({sentNs, frame}: Pick<Settled, 'sentNs' | 'frame'>): void {
    // A question that was withheld is reported after later ones.
    if (sentNs <= this.#lastNs) return;
    if (!(sentNs - this.#lastNs <= ASKED_GAP_NS)) {
      this.#firstNs = sentNs;
      this.#frame = frame;
    }
    this.#lastNs = sentNs;
  }

  /** The latest; undefined if nobody asked. */
  get latest(): AskedStretch | undefined {
    if (Number.isNaN(this.#lastNs)) return undefined;
    return {firstNs: this.#firstNs, frame: this.#frame, lastNs: this.#lastNs};
  }
}
