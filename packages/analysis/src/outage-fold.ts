/**
 * Finds the outages in a stream of questions as it goes by. Pure.
 *
 * @module
 */

import {type Asked, longerOf, type Outage} from './outage.js';

/**
 * Finds the gaps as questions arrive in the order they were asked, each once its outcome is known. For a stream
 * without end, it keeps the gaps and the last answered question.
 */
export class OutageFold<Q extends Asked> {
  readonly #closed: Outage<Q>[] = [];
  #latest: Outage<Q> | undefined;
  #longest: Outage<Q> | undefined;
  #lastAnswered: Q | undefined;
  #open: {lastBefore: Q | undefined; firstLost: Q; lastLost: Q; lost: number} | undefined;
  /** Gaps that were not kept. */
  beyond = 0;
  /** How often a gap began or ended. */
  changes = 0;

  /** @param most maximum number of gaps kept */
  constructor(readonly most = Number.POSITIVE_INFINITY) {}

  /** @param count number of questions that `question`, the last of them, stands for; only for unanswered ones */
  take(question: Q, isAnswered: boolean, count = 1): void {
    const open = this.#open;
    if (!isAnswered) {
      if (open === undefined) {
        const lastBefore = this.#lastAnswered;
        this.changes++;
        this.#open = {lastBefore, firstLost: question, lastLost: question, lost: count};
        return;
      }
      open.lastLost = question;
      open.lost += count;
      return;
    }
    if (open !== undefined) {
      this.#open = undefined;
      this.changes++;
      this.#close(outageOf(open, question));
    }
    this.#lastAnswered = question;
  }

  /** Whether the latest questions were unanswered. */
  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** The last question in the open gap. */
  get lastLost(): Q | undefined {
    return this.#open?.lastLost;
  }

  get lastAnswered(): Q | undefined {
    return this.#lastAnswered;
  }

  /** The open gap, otherwise the latest; questions lost before the first answer belong to the set-up. */
  get latest(): Outage<Q> | undefined {
    return this.#open === undefined ? this.#latest : outageOf(this.#open);
  }

  /** The open gap, otherwise the longest; questions lost before the first answer belong to the set-up. */
  get worst(): Outage<Q> | undefined {
    return this.#open === undefined ? this.#longest : outageOf(this.#open);
  }

  /** The gaps so far, oldest first; the last may still be open. */
  outages(): Outage<Q>[] {
    return this.#open === undefined ? [...this.#closed] : [...this.#closed, outageOf(this.#open)];
  }

  #close(hole: Outage<Q>): void {
    if (this.#closed.length < this.most) this.#closed.push(hole);
    else this.beyond++;
    if (hole.lastBefore === undefined) return;
    this.#latest = hole;
    this.#longest = this.#longest === undefined ? hole : longerOf(this.#longest, hole);
  }
}

function outageOf<Q extends Asked>(
  {
    lastBefore,
    firstLost,
    lastLost,
    lost,
  }: {lastBefore: Q | undefined; firstLost: Q; lastLost: Q; lost: number},
  firstAfter?: Q,
): Outage<Q> {
  return {
    ...(lastBefore === undefined ? {} : {lastBefore}),
    firstLost,
    lastLost,
    ...(firstAfter === undefined ? {} : {firstAfter}),
    lost,
  };
}
