/**
 * The times in which one address was asked, reported once per quarter of an hour to keep events few.
 *
 * @module
 */

import type {Interval} from '../collections/intervals.js';
import {ASKED_GAP_NS} from '../conversations/gaps/asked-times.js';
import type {AskedLast} from '../explain/collect/address/last-asked.js';

/** Interval between reports; a killed watch loses at most this much. Nanoseconds. */
const TELL_NS = 900_000_000_000n;

const GAP_NS = BigInt(ASKED_GAP_NS);

interface Stretch {
  readonly from: bigint;
  to: bigint;
}

export class Asking {
  /** Stretches not reported yet. All but the last are complete. */
  #stretches: Stretch[] = [];
  #frame = 0;
  #askedNs = 0n;
  /** Time of the last question. Nanoseconds. */
  lastAt: bigint | undefined;

  /** Total. Nanoseconds. */
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
   * The stretches since the last report. A single question is a moment, not a stretch.
   *
   * @param isAll report even if not due
   */
  tell(now: bigint, isAll: boolean): {readonly stretches: readonly Interval[]; readonly frame: number}[] {
    const [first] = this.#stretches;
    if (first === undefined || (!isAll && now - first.from < TELL_NS)) return [];
    const stretches = this.#stretches.filter(({from, to}) => to > from);
    // The last stretch may continue, and begins anew with its last question.
    this.#stretches = [];
    return stretches.length === 0 ? [] : [{stretches, frame: this.#frame}];
  }
}
