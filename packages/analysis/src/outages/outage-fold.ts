/**
 * Finds the outages in a stream of questions as it goes by. Pure.
 *
 * @module
 */

import {type Asked, type Outage, worseOf} from './outage.js';

/** Two answered questions with nothing but unanswered ones in between. */
export interface Between<Q extends Asked> {
  /** Absent if none was answered before. */
  readonly before: Q | undefined;
  readonly next: Q;
}

/**
 * Finds the gaps as questions arrive in the order they were asked, each once its outcome is known. For a stream
 * without end, it keeps the gaps and the last answered question.
 */
export class OutageFold<Q extends Asked> {
  readonly #closed: Outage<Q>[] = [];
  /** The weight of each of the gaps kept. */
  readonly #weights: number[] = [];
  #latest: Outage<Q> | undefined;
  #longest: Outage<Q> | undefined;
  #lastAnswered: Q | undefined;
  #open: (Lost<Q> & {readonly lastBefore: Q | undefined}) | undefined;
  /** Gaps that were not kept. */
  beyond = 0;
  /** How many times a gap began or ended. */
  changes = 0;

  /** @param most maximum number of gaps kept */
  constructor(readonly most = Number.POSITIVE_INFINITY) {}

  /**
   * @param count number of questions that `question`, the last of them, stands for; only for unanswered ones
   * @returns the index, among the gaps kept, of the one that was dropped for lack of room, if any; the gap that just ended is the last
   */
  take(question: Q, isAnswered: boolean, count = 1): number | undefined {
    const open = this.#open;
    if (!isAnswered) {
      if (open === undefined) {
        const lastBefore = this.#lastAnswered;
        this.changes++;
        this.#open = {lastBefore, firstLost: question, lastLost: question, lost: count};
        return undefined;
      }
      open.lastLost = question;
      open.lost += count;
      return undefined;
    }
    this.#lastAnswered = question;
    if (open === undefined) return undefined;
    this.#open = undefined;
    this.changes++;
    return this.#close(outageOf(open, question));
  }

  /**
   * Adds a question without an answer, asked earlier than others of the open gap, to that.
   *
   * @returns whether there is one
   */
  joinOpen(question: Q, count: number): boolean {
    if (this.#open === undefined) return false;
    join(this.#open, question, count);
    return true;
  }

  /**
   * The same for the gap that ended with this answered question.
   *
   * @returns its index among the gaps kept; -1 if there is none
   */
  joinClosed(next: Q, question: Q, count: number): number {
    const place = this.#closed.findLastIndex(({firstAfter}) => firstAfter === next);
    const gap = this.#closed[place];
    if (gap === undefined) return -1;
    const joined = {...gap};
    join(joined, question, count);
    this.#closed[place] = joined;
    this.#weights[place] = weightOf(joined);
    this.changes++;
    return place;
  }

  /**
   * Adds a gap that has ended, found only now, because of a question without an answer.
   *
   * @returns its index among the gaps kept, and that of the one that was then dropped for lack of room, if any
   */
  insert(
    {before, next}: Between<Q>,
    question: Q,
    count: number,
  ): {readonly place: number; readonly gone: number | undefined} {
    const lost = {lastBefore: before, firstLost: question, lastLost: question, lost: count};
    const later = this.#closed.findIndex(({firstLost}) => firstLost.sentAt > question.sentAt);
    const place = later < 0 ? this.#closed.length : later;
    const hole = outageOf(lost, next);
    this.#closed.splice(place, 0, hole);
    this.#weights.splice(place, 0, weightOf(hole));
    this.changes++;
    return {place, gone: this.#dropBeyond()};
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
    return this.#open === undefined ? this.#longest : worseOf(this.#longest, outageOf(this.#open));
  }

  /** The gaps so far, oldest first; the last may still be open. */
  outages(): Outage<Q>[] {
    return this.#open === undefined ? [...this.#closed] : [...this.#closed, outageOf(this.#open)];
  }

  #close(hole: Outage<Q>): number | undefined {
    this.#closed.push(hole);
    if (hole.lastBefore !== undefined) {
      this.#latest = hole;
      this.#longest = worseOf(this.#longest, hole);
    }
    this.#weights.push(weightOf(hole));
    return this.#dropBeyond();
  }

  #dropBeyond(): number | undefined {
    if (this.#closed.length <= this.most) return undefined;
    // Drops the least of many short gaps, so that a long outage among them is kept whenever it comes.
    const least = this.#lightest();
    this.#closed.splice(least, 1);
    this.#weights.splice(least, 1);
    this.beyond++;
    return least;
  }

  /** The lightest gap; among equals the last, so that the first are kept. */
  #lightest(): number {
    let least = this.#weights.length - 1;
    for (let index = least - 1; index >= 0; index--)
      if ((this.#weights[index] as number) < (this.#weights[least] as number)) least = index;
    return least;
  }
}

interface Lost<Q extends Asked> {
  firstLost: Q;
  lastLost: Q;
  lost: number;
}

function join<Q extends Asked>(gap: Lost<Q>, question: Q, count: number): void {
  if (question.sentAt < gap.firstLost.sentAt) gap.firstLost = question;
  if (question.sentAt >= gap.lastLost.sentAt) gap.lastLost = question;
  gap.lost += count;
}

/** The length of a gap in nanoseconds, plus one for each question. */
function weightOf<Q extends Asked>({firstLost, lastLost, lost}: Outage<Q>): number {
  return Number(lastLost.sentAt - firstLost.sentAt) + lost;
}

function outageOf<Q extends Asked>(
  {lastBefore, firstLost, lastLost, lost}: Lost<Q> & {readonly lastBefore: Q | undefined},
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
