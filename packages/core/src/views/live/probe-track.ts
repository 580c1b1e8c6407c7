/**
 * The probes of one observer while they are under way: settled in the order they were sent, as the analysis of a
 * whole run does it (`findOutages`), but one at a time. Pure.
 *
 * @module
 */

import {LATE_NS} from '@vip/analysis';
import {ProbeBuckets, type Reach} from './probe-buckets.js';

/** A hole in a stream of answered probes; times in milliseconds since the beginning of the run. */
export interface Hole {
  /** Sent and answered last before it. */
  readonly lastBefore: number;
  readonly firstLost: number;
  readonly lastLost: number;
  /** Sent and answered first after it; absent while it lasts. */
  readonly firstAfter?: number;
}

const LATE_MS = Number(LATE_NS) / 1e6;

interface Pending {
  readonly sentMs: number;
  fate: 'open' | 'answered' | 'lost';
}

export class ProbeTrack {
  readonly buckets: ProbeBuckets;
  readonly #pending = new Map<number, Pending>();
  #settledUpTo = 0;
  #lastAnswered: number | undefined;
  #open: Hole | undefined;
  #closed: Hole | undefined;

  /** @param intervalMs milliseconds between two probes, which decides how fine the picture is */
  constructor(
    intervalMs: number,
    readonly reach: Reach,
  ) {
    this.buckets = new ProbeBuckets(2 * intervalMs, reach);
  }

  sent(sequence: number, sentMs: number): void {
    if (sequence <= this.#settledUpTo || this.#pending.has(sequence)) return;
    this.#pending.set(sequence, {sentMs, fate: 'open'});
  }

  /** An answer that comes too late is none. */
  answered(sequence: number, sentMs: number, atMs: number): void {
    this.sent(sequence, sentMs);
    const probe = this.#pending.get(sequence);
    if (probe !== undefined) probe.fate = atMs - sentMs <= LATE_MS ? 'answered' : 'lost';
  }

  refused(sequence: number, atMs: number): void {
    this.sent(sequence, atMs);
    const probe = this.#pending.get(sequence);
    if (probe?.fate === 'open') probe.fate = 'lost';
  }

  /** Settles what can be: in order, up to the first probe that may still be answered. */
  settle(nowMs: number): void {
    for (const [sequence, probe] of this.#pending) {
      if (probe.fate === 'open' && nowMs - probe.sentMs <= LATE_MS) return;
      this.#pending.delete(sequence);
      this.#settledUpTo = sequence;
      this.#take(probe.sentMs, probe.fate === 'answered');
    }
  }

  /**
   * The hole to speak of: the one that lasts, else the longest of the run; where only a window is kept, the last.
   * A hole begins after an answer: what was lost before there ever was one belongs to the set-up.
   */
  get hole(): Hole | undefined {
    return this.#open ?? this.#closed;
  }

  #take(sentMs: number, isAnswered: boolean): void {
    this.buckets.count(sentMs, isAnswered ? 'answered' : 'lost');
    if (isAnswered) {
      if (this.#open !== undefined) this.#close({...this.#open, firstAfter: sentMs});
      this.#lastAnswered = sentMs;
    } else if (this.#lastAnswered !== undefined) {
      this.#open = {
        lastBefore: this.#lastAnswered,
        firstLost: this.#open?.firstLost ?? sentMs,
        lastLost: sentMs,
      };
    }
  }

  #close(hole: Hole): void {
    this.#open = undefined;
    const length = ({firstLost, lastLost}: Hole) => lastLost - firstLost;
    const keep = this.reach === 'whole' && this.#closed !== undefined && length(this.#closed) > length(hole);
    if (!keep) this.#closed = hole;
  }
}
