/**
 * The probes of one stream while they are under way: each is settled in the order in which it was sent, when it is answered or too
 * late to be. What `findOutages` finds in a whole run is found here while it goes on. Pure; bounded, but for the holes.
 *
 * @module
 */

import type {ProbeAnsweredEvent, ProbeRefusedEvent, ProbeSentEvent} from './events.js';
import {LATE_NS, OutageFold, type ProbeFate, wasAnswered} from './outage.js';

/** What is told of probes. */
export type ProbeEvent = ProbeSentEvent | ProbeAnsweredEvent | ProbeRefusedEvent;

export class ProbeFold {
  readonly outages: OutageFold<ProbeFate>;
  readonly #settled: (fate: ProbeFate) => void;
  readonly #pending = new Map<number, {fate: ProbeFate; isRefused: boolean}>();
  #settledUpTo = 0;

  /**
   * @param settled told of each probe when it is known what became of it
   * @param most holes that are kept in a list; the worst and the latest are known all the same
   */
  constructor(settled: (fate: ProbeFate) => void = () => {}, most?: number) {
    this.#settled = settled;
    this.outages = new OutageFold(most);
  }

  /** @param event of the stream; they come in the order in which its node told of them */
  take(event: ProbeEvent): void {
    const {sequence, at} = event;
    const isAnswer = event.kind === 'probe-answered';
    const probe = this.#probe(sequence, isAnswer ? event.sentAt : at);
    if (probe !== undefined && isAnswer && probe.fate.answeredAt === undefined)
      probe.fate = {sequence, sentAt: event.sentAt, answeredAt: at};
    if (probe !== undefined && event.kind === 'probe-refused') probe.isRefused = true;
    this.settle(at);
  }

  /** Settles what can be by now: in order, up to the first probe that may still be answered. Nanoseconds. */
  settle(now: bigint): void {
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
