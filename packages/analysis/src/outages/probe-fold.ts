/**
 * The probes of one stream while in flight: each is settled in sending order, once it is answered or too
 * late to be. Finds during a run what `findOutages` finds afterwards. Pure; bounded, except for the gaps.
 *
 * @module
 */

import type {ProbeAnsweredEvent, ProbeRefusedEvent, ProbeSentEvent} from '../events/timeline-event.js';
import {LATE_NS, type ProbeFate} from './outage.js';
import {OutageFold} from './outage-fold.js';
import {wasAnswered} from './probe-fates.js';

/** Events about probes. */
export type ProbeEvent = ProbeSentEvent | ProbeAnsweredEvent | ProbeRefusedEvent;

export class ProbeFold {
  readonly outages: OutageFold<ProbeFate>;
  readonly #settled: (fate: ProbeFate) => void;
  readonly #pending = new Map<number, {fate: ProbeFate; isRefused: boolean}>();
  #settledUpTo = 0;

  /**
   * @param settled called for each probe once its outcome is known
   * @param most maximum number of gaps kept in a list; the worst and the latest are known in any case
   */
  constructor(settled: (fate: ProbeFate) => void = () => {}, most?: number) {
    this.#settled = settled;
    this.outages = new OutageFold(most);
  }

  /** @param event event of the stream, in the order reported by its node */
  take(event: ProbeEvent): void {
    const {sequence, at} = event;
    const isAnswer = event.kind === 'probe-answered';
    const sentAt = isAnswer ? event.sentAt : at;
    const probe = this.#probe(sequence, sentAt);
    if (probe !== undefined && isAnswer && probe.fate.answeredAt === undefined)
      probe.fate = {sequence, sentAt, answeredAt: at};
    if (probe !== undefined && event.kind === 'probe-refused') probe.isRefused = true;
    this.#settle(sentAt);
  }

  /**
   * Settles probes in order, up to the first that may still be answered. No clock decides that: answers may not have been read yet, and what
   * became of probes under way when probing ended is unknown (`settledFates`).
   *
   * @param now when the latest probe was sent, in nanoseconds
   */
  #settle(now: bigint): void {
    for (const [sequence, {fate, isRefused}] of this.#pending) {
      const isOpen = fate.answeredAt === undefined && !isRefused;
      if (isOpen && now - fate.sentAt <= LATE_NS) return;
      this.#pending.delete(sequence);
      this.#settledUpTo = sequence;
      this.#settled(fate);
      this.outages.take(fate, wasAnswered(fate));
    }
  }

  #probe(sequence: number, sentAt: bigint): {fate: ProbeFate; isRefused: boolean} | undefined {
    const known = this.#pending.get(sequence);
    if (known !== undefined || sequence <= this.#settledUpTo) return known;
    const made = {fate: {sequence, sentAt}, isRefused: false};
    this.#pending.set(sequence, made);
    return made;
  }
}
