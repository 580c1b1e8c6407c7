/**
 * When one address was asked. To keep events few, there is one for each quarter of an hour.
 *
 * @module
 */

import type {Interval} from '../collections/intervals.js';
import {ASKED_GAP_NS} from '../conversations/asked-times.js';
import type {AskedLast} from '../explain/collect/last-asked.js';

/** How long questions are collected before they are reported; a killed watch loses as much. Nanoseconds. */
const TELL_NS = 900_000_000_000n;

const GAP_NS = BigInt(ASKED_GAP_NS);

interface Stretch {
  readonly from: bigint;
  to: bigint;
}

export class Asking {
  /** Not reported yet. All but the last are over. */
  #stretches: Stretch[] = [];
  #frame = 0;
  #askedNs = 0n;
  /** The last question. Nanoseconds. */
  lastAt: bigint | undefined;

  /** Nanoseconds, in all. */
  get askedNs(): bigint {
    return this.#askedNs;
  }

  take({from, to, frame}: AskedLast): void {
    const {lastAt} = this;
    if (lastAt !== undefined && to <= lastAt) return;
    const isNew = lastAt === undefined || from - lastAt > GAP_NS;
    const begin = isNew ? from : lastAt;
    const last = this.#stretches.at(-1);
    if (last === undefined || isNew) {
      if (last === undefined) this.#frame = frame;
      this.#stretches.push({from: begin, to});
    } else last.to = to;
    this.#askedNs += to - begin;
    this.lastAt = to;
  }

  /**
   * What was asked since the last report. A single question shows one moment, and is not a stretch.
   *
   * @param isAll whether or not it is time
   */
  tell(now: bigint, isAll: boolean): {readonly stretches: readonly Interval[]; readonly frame: number}[] {
    const [first] = this.#stretches;
    if (first === undefined || (!isAll && now - first.from < TELL_NS)) return [];
    const stretches = this.#stretches.filter(({from, to}) => to > from);
    // The last may go on, and begins again with its last question.
    this.#stretches = [];
    return stretches.length === 0 ? [] : [{stretches, frame: this.#frame}];
  }
}
