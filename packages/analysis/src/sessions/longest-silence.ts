/**
 * The longest time for which a client sent the same again and again over a connection that was answered in the end. Bounded.
 *
 * @module
 */

import type {CaptureClock} from '../capture-clock.js';
import type {Silence} from './facts.js';

/** Retransmissions without anything from the address between them; fewer are lost segments. */
const LEAST_REPEATS = 2;

/** By the clock, in nanoseconds. */
interface Moment {
  readonly ns: number;
  readonly frame: number;
}

interface Sent {
  readonly first: Moment;
  /** The last of those that were not answered, and the one behind it. */
  before: Moment;
  last: Moment;
  segments: number;
  repeats: number;
}

export class LongestSilence {
  /** What was sent since the address was last heard. */
  #since: Sent | undefined;
  #longest: {readonly sent: Sent; readonly answered: Moment} | undefined;

  get isAny(): boolean {
    return this.#longest !== undefined;
  }

  /** The client sent something that asks. */
  asked(isRepeat: boolean, ns: number, frame: number): void {
    const since = this.#since;
    const moment = {ns, frame};
    if (since === undefined) {
      this.#since = {first: moment, before: moment, last: moment, segments: 1, repeats: 0};
      return;
    }
    since.before = since.last;
    since.last = moment;
    since.segments++;
    if (isRepeat) since.repeats++;
  }

  /** Anything of the address but a reset. */
  heard(ns: number, frame: number): void {
    const sent = this.#since;
    if (sent === undefined) return;
    this.#since = undefined;
    if (sent.repeats < LEAST_REPEATS) return;
    if (this.#longest === undefined || lengthOf(sent) > lengthOf(this.#longest.sent))
      this.#longest = {sent, answered: {ns, frame}};
  }

  forget(): void {
    this.#since = undefined;
  }

  facts(clock: CaptureClock): Silence | undefined {
    if (this.#longest === undefined) return undefined;
    const {sent, answered} = this.#longest;
    const mark = ({ns, frame}: Moment) => clock.mark(ns, frame);
    return {
      ...{first: mark(sent.first), last: mark(sent.before), answered: mark(answered)},
      unanswered: sent.segments - 1,
    };
  }
}

function lengthOf({first, before}: Sent): number {
  return before.ns - first.ns;
}
