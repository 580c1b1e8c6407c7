/**
 * For how long every probe has been answered, by the events' own time: a process that is behind with reading them
 * must not take its own delay for an outage.
 *
 * @module
 */

import {LATE_NS, type TimelineEvent} from '@vip/analysis';
import {kernelTime} from '@vip/arp/link';
import {STREAM} from '../experiment/crew.js';

export class AnswerStreak {
  /** When the probes were sent between which none was lost. Nanoseconds. */
  #from = 0n;
  #to = 0n;
  #sequence = 0;
  #lastSent = 0n;

  /** @param intervalMs between two probes */
  constructor(
    readonly node: string,
    readonly intervalMs: number,
  ) {}

  take(event: TimelineEvent): void {
    if (event.node !== this.node) return;
    if (event.kind === 'probe-sent' && event.stream === STREAM.measure) this.#lastSent = event.at;
    if (event.kind !== 'probe-answered' || event.stream !== STREAM.measure) return;
    const {sequence, sentAt, at} = event;
    if (at - sentAt > LATE_NS || sequence <= this.#sequence) return;
    if (sequence !== this.#sequence + 1) this.#from = sentAt;
    this.#sequence = sequence;
    this.#to = sentAt;
  }

  /**
   * Tells whether all probes of so long a time, from now on, were answered, and the stream has not ended with losses.
   *
   * @param now nanoseconds; what was answered before does not count
   */
  steadyFor(steadyMs: number, now = kernelTime()): () => boolean {
    const steadyNs = BigInt(Math.round(steadyMs * 1e6));
    const unansweredNs = BigInt(Math.round((10 * this.intervalMs + 50) * 1e6));
    return () => {
      const isLong = this.#to - this.#from >= steadyNs && this.#to - now >= steadyNs;
      return isLong && this.#lastSent - this.#to < unansweredNs;
    };
  }
}
