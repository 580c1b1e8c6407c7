/**
 * For how long every probe has been answered, by the events' own timestamps: a process that has fallen behind in reading them
 * must not mistake its own delay for an outage. Pure.
 *
 * @module
 */

import type {TimelineEvent} from '@vip/analysis';
import {LATE_NS} from '@vip/analysis/internal';

const SECOND_NS = 1_000_000_000n;

export class AnswerStreak {
  /** When the first and the last of the probes were sent between which none was lost. Nanoseconds. */
  #from = 0n;
  #to = 0n;
  #sequence = 0;
  #lastSent = 0n;
  /** When the last probe was sent that was answered too late. */
  #lastLate = 0n;

  /**
   * @param node the node that asks
   * @param stream which of its probes
   * @param intervalMs between two probes
   */
  constructor(
    readonly node: string,
    readonly stream: string,
    readonly intervalMs: number,
  ) {}

  take(event: TimelineEvent): void {
    if (event.node !== this.node) return;
    if (event.kind === 'probe-sent' && event.stream === this.stream) this.#lastSent = event.at;
    if (event.kind === 'probe-answered' && event.stream === this.stream) this.#answered(event);
  }

  /**
   * Tells whether all probes of this long a time, from a moment on, were answered, and the stream has not ended with losses.
   *
   * @param since nanoseconds; what was answered before does not count
   */
  steadyFor(steadyMs: number, since: bigint): () => boolean {
    const steadyNs = BigInt(Math.round(steadyMs * 1e6));
    const unansweredNs = BigInt(Math.round((10 * this.intervalMs + 50) * 1e6));
    return () => {
      const isLong = this.#to - this.#from >= steadyNs && this.#to - since >= steadyNs;
      return isLong && this.#lastSent - this.#to < unansweredNs;
    };
  }

  /** Whether there are answers, and they come too late to count. */
  get isLate(): boolean {
    return this.#lastLate > this.#to && this.#lastSent - this.#lastLate < SECOND_NS;
  }

  #answered({sequence, sentAt, at}: Extract<TimelineEvent, {kind: 'probe-answered'}>): void {
    if (at - sentAt > LATE_NS) {
      this.#lastLate = sentAt;
      return;
    }
    if (sequence <= this.#sequence) return;
    if (sequence !== this.#sequence + 1) this.#from = sentAt;
    this.#sequence = sequence;
    this.#to = sentAt;
  }
}
