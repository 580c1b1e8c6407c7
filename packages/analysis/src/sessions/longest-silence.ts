/**
 * The longest time for which a client kept retransmitting over a connection until it was answered in the end. Bounded.
 *
 * @module
 */

import type {CaptureClock} from '../capture/capture-clock.js';
import type {Silence} from './facts.js';

/** Minimum number of retransmissions without anything from the address between them; fewer are lost segments. */
const LEAST_REPEATS = 2;

/** By the clock, in nanoseconds. */
interface Moment {
  readonly ns: number;
  readonly frame: number;
}

interface Ended {
  readonly first: Moment;
  readonly last: Moment;
  readonly answered: Moment;
  readonly unanswered: number;
}

/** Numbers instead of objects, because each segment of a capture passes here. */
export class LongestSilence {
  /** Segments that need an acknowledgment since the address was last heard, and how many of them were retransmissions. */
  #segments = 0;
  #repeats = 0;
  #firstNs = 0;
  #first = 0;
  /** The last of these segments, which may be the one that is answered, and the one before it. */
  #lastNs = 0;
  #last = 0;
  #beforeNs = 0;
  #before = 0;
  #longest: Ended | undefined;

  get isAny(): boolean {
    return this.#longest !== undefined;
  }

  /** The client sent a segment that needs an acknowledgment. */
  asked(isRepeat: boolean, ns: number, frame: number): void {
    if (this.#segments === 0) {
      this.#firstNs = ns;
      this.#first = frame;
    } else if (isRepeat) this.#repeats++;
    this.#segments++;
    this.#beforeNs = this.#lastNs;
    this.#before = this.#last;
    this.#lastNs = ns;
    this.#last = frame;
  }

  /** Anything of the address but a reset. */
  heard(ns: number, frame: number): void {
    const longest = this.#longest;
    const lengthNs = this.#beforeNs - this.#firstNs;
    if (
      this.#repeats >= LEAST_REPEATS &&
      (longest === undefined || lengthNs > longest.last.ns - longest.first.ns)
    )
      this.#longest = {
        first: {ns: this.#firstNs, frame: this.#first},
        last: {ns: this.#beforeNs, frame: this.#before},
        answered: {ns, frame},
        unanswered: this.#segments - 1,
      };
    this.forget();
  }

  forget(): void {
    this.#segments = 0;
    this.#repeats = 0;
  }

  facts(clock: CaptureClock): Silence | undefined {
    if (this.#longest === undefined) return undefined;
    const {first, last, answered, unanswered} = this.#longest;
    const mark = ({ns, frame}: Moment) => clock.mark(ns, frame);
    return {first: mark(first), last: mark(last), answered: mark(answered), unanswered};
  }
}
