/**
 * The echo requests of one asker, by identifier and sequence number.
 *
 * @module
 */

import type {FrameView} from '@vip/arp';
import {forgetOldest} from '../../collections/forget-oldest.js';
import {PingPace} from './ping-pace.js';
import type {Question} from './question.js';
import {LONGEST_NS} from './question-kind.js';

/** Maximum number of echo requests waiting for a reply. */
const MAX_ECHOES = 1024;

/** Maximum number of identifiers remembered: each run of ping has its own. */
const MAX_IDENTIFIERS = 256;

/** An answer to a request older than this is not expected. Nanoseconds. */
const LATEST_NS = 10_000_000_000;

/** How long a second owner may take to answer a request that was answered already. Nanoseconds. */
const AGAIN_NS = LONGEST_NS;

/** Within this time, a copy of an echo request is a duplicate from a mirror port. Nanoseconds. */
const COPY_NS = 50_000_000;

type Echo = Pick<FrameView, 'echoIdentifier' | 'echoSequence'>;

export class EchoRequests {
  readonly pace = new PingPace();
  readonly #waiting = new Map<number, Question>();
  /** The last number of each identifier, but for the one that was used last. Created with the second. */
  #lastOf: Map<number, number> | undefined;
  #identifier = Number.NaN;
  #last = 0;
  /** No request was sent before this. Nanoseconds by the clock. */
  #oldestNs = Number.POSITIVE_INFINITY;

  /** The question with this number; the last one, if the number was reused. */
  get(echo: Echo): Question | undefined {
    return this.#waiting.get(echoQuestionKey(echo));
  }

  /** Whether a request with this identifier, and this number or a later one, was seen, however long ago. */
  wasAsked({echoIdentifier, echoSequence}: Echo): boolean {
    const last = echoIdentifier === this.#identifier ? this.#last : this.#lastOf?.get(echoIdentifier);
    return last !== undefined && !isLater(echoSequence, last);
  }

  /** Whether the same was seen just before. */
  isCopy(echo: Echo, ns: number): boolean {
    const known = this.get(echo);
    return known !== undefined && ns - known.sentNs <= COPY_NS;
  }

  add(echo: Echo, question: Question): void {
    this.#remember(echo);
    this.pace.take(echo.echoIdentifier, echo.echoSequence, question.sentNs, question.frame);
    const key = echoQuestionKey(echo);
    forgetOldest(this.#waiting, MAX_ECHOES);
    if (this.#oldestNs < question.sentNs - AGAIN_NS) this.#forgetOld(question.sentNs);
    this.#waiting.delete(key);
    this.#waiting.set(key, question);
    this.#oldestNs = Math.min(this.#oldestNs, question.sentNs);
  }

  #remember({echoIdentifier, echoSequence}: Echo): void {
    if (echoIdentifier !== this.#identifier) {
      if (!Number.isNaN(this.#identifier)) {
        this.#lastOf ??= new Map();
        forgetOldest(this.#lastOf, MAX_IDENTIFIERS);
        this.#lastOf.set(this.#identifier, this.#last);
      }
      this.#identifier = echoIdentifier;
      this.#last = this.#lastOf?.get(echoIdentifier) ?? echoSequence;
    }
    if (isLater(echoSequence, this.#last)) this.#last = echoSequence;
  }

  /** Forgets old requests, at most two at a time: they are in chronological order, and there are never many. */
  #forgetOld(ns: number): void {
    let left = 2;
    for (const [key, {sentNs, fate}] of this.#waiting) {
      this.#oldestNs = sentNs;
      const isOld = sentNs < ns - (fate === 'answered' ? AGAIN_NS : LATEST_NS);
      if (!isOld || left-- === 0) return;
      this.#waiting.delete(key);
    }
    this.#oldestNs = Number.POSITIVE_INFINITY;
  }
}

export function echoQuestionKey({echoIdentifier, echoSequence}: Echo): number {
  return (echoIdentifier << 16) | echoSequence;
}

/** Whether a sequence number comes after another. They wrap around, so the shorter distance decides. */
export function isLater(a: number, b: number): boolean {
  const distance = (a - b) & 0xffff;
  return distance !== 0 && distance < 0x8000;
}

/** ICMP types 8 and 0 (RFC 792), 128 and 129 (RFC 4443). */
export function isEchoRequest({transport, icmpType}: FrameView): boolean {
  return icmpType === (transport === 'icmp' ? 8 : 128);
}

export function isEchoReply({transport, icmpType}: FrameView): boolean {
  return icmpType === (transport === 'icmp' ? 0 : 129);
}
