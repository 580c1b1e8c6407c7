/**
 * How long every probe has been answered, by the events' own timestamps: a process that is behind in reading them
 * must not mistake its own delay for an outage. Pure.
 *
 * @module
 */

import type {TimelineEvent} from '@vip/analysis';
import {LATE_NS} from '@vip/analysis/internal';

const SECOND_NS = 1_000_000_000n;

export class AnswerStreak {
  /** When the first and the last probe of the latest stretch without a loss were sent. Nanoseconds. */
  #from = 0n;
  #to = 0n;
  #sequence = 0;
  #lastSent = 0n;
  /** When the last probe that was answered too late was sent. */
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
   * Whether all probes over a stretch of this length, counted from a given time, were answered, and none has been lost since.
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

  /** Whether answers arrive, but too late to count. */
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
