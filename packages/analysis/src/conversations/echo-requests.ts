/**
 * The echo requests of one asker, by identifier and sequence number.
 *
 * @module
 */

import type {FrameView} from '@vip/arp';
import {forgetOldest} from './forget-oldest.js';
import type {Question} from './question.js';

/** Maximum number of echo requests waiting for a reply. */
const MAX_ECHOES = 1024;

/** A request this old is no longer answered. Nanoseconds. */
const LATEST_NS = 10_000_000_000;

/** Within this time, a copy of an echo request is a duplicate from a mirror port. Nanoseconds. */
const COPY_NS = 50_000_000;

type Echo = Pick<FrameView, 'echoIdentifier' | 'echoSequence'>;

export class EchoRequests {
  readonly #waiting = new Map<number, Question>();
  /** None of them was sent before. Nanoseconds by the clock. */
  #oldestNs = Number.POSITIVE_INFINITY;

  /** The question of this number; the last one, if numbers were used again. */
  get(echo: Echo): Question | undefined {
    return this.#waiting.get(keyOf(echo));
  }

  /** Whether the same was seen just before. */
  isCopy(echo: Echo, ns: number): boolean {
    const known = this.get(echo);
    return known !== undefined && ns - known.sentNs <= COPY_NS;
  }

  add(echo: Echo, question: Question): void {
    const key = keyOf(echo);
    forgetOldest(this.#waiting, MAX_ECHOES);
    if (this.#oldestNs < question.sentNs - LATEST_NS) this.#forgetBefore(question.sentNs - LATEST_NS);
    this.#waiting.delete(key);
    this.#waiting.set(key, question);
    this.#oldestNs = Math.min(this.#oldestNs, question.sentNs);
  }

  /** They are in the order of their time: two at most, and there are never many. */
  #forgetBefore(ns: number): void {
    let left = 2;
    for (const [key, {sentNs}] of this.#waiting) {
      this.#oldestNs = sentNs;
      if (sentNs >= ns || left-- === 0) return;
      this.#waiting.delete(key);
    }
    this.#oldestNs = Number.POSITIVE_INFINITY;
  }
}

function keyOf({echoIdentifier, echoSequence}: Echo): number {
  return (echoIdentifier << 16) | echoSequence;
}

/** ICMP types 8 and 0 (RFC 792), 128 and 129 (RFC 4443). */
export function isEchoRequest({transport, icmpType}: FrameView): boolean {
  return icmpType === (transport === 'icmp' ? 8 : 128);
}

export function isEchoReply({transport, icmpType}: FrameView): boolean {
  return icmpType === (transport === 'icmp' ? 0 : 129);
}
