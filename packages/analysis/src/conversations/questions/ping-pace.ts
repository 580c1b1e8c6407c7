/**
 * The pace of a ping, by which the numbers that are missing from it show requests that were sent, and are not in the capture.
 *
 * @module
 */

/** Requests in a row after which the pace is known. */
const PACED = 5;

/** Fewer missing numbers are what any network loses. */
const LEAST = 3;

/** All pings of a Windows machine have this identifier, and continue the numbers of the one before, whatever it asks. */
const OF_WINDOWS = 1;

/** By how much of its length a stretch may differ from the pace. */
const TOLERANCE = 0.05;

export interface MissingPings {
  readonly count: number;
  /** The request before them, and the one after them: nanoseconds by the clock, and number of the frame. */
  readonly beforeNs: number;
  readonly beforeFrame: number;
  readonly afterNs: number;
  readonly afterFrame: number;
}

export class PingPace {
  /** The longest stretch. */
  missing: MissingPings | undefined;
  #identifier = Number.NaN;
  #sequence = 0;
  #fromNs = 0;
  #lastNs = 0;
  #lastFrame = 0;
  /** Number of requests since `fromNs`, each with the next number. */
  #steps = 0;

  take(identifier: number, sequence: number, ns: number, frame: number): void {
    const step = (sequence - this.#sequence) & 0xffff;
    if (identifier === this.#identifier && step === 1) this.#steps++;
    else {
      if (identifier === this.#identifier && step > LEAST) this.#missed(step, ns, frame);
      this.#identifier = identifier;
      this.#fromNs = ns;
      this.#steps = 0;
    }
    this.#sequence = sequence;
    this.#lastNs = ns;
    this.#lastFrame = frame;
  }

  #missed(step: number, ns: number, frame: number): void {
    if (this.#steps < PACED || this.#identifier === OF_WINDOWS) return;
    const interval = (this.#lastNs - this.#fromNs) / this.#steps;
    const expected = step * interval;
    if (Math.abs(ns - this.#lastNs - expected) > interval + TOLERANCE * expected) return;
    const count = step - 1;
    if (count <= (this.missing?.count ?? 0)) return;
    this.missing = {
      ...{count, beforeNs: this.#lastNs, beforeFrame: this.#lastFrame},
      ...{afterNs: ns, afterFrame: frame},
    };
  }
}
