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

/** What has waited for so long is answered no more. Nanoseconds. */
const LATEST_NS = 10_000_000_000n;

/** Within this time, a copy of an echo request is a duplicate from a mirror port. Nanoseconds. */
const COPY_NS = 50_000_000n;

type Echo = Pick<FrameView, 'echoIdentifier' | 'echoSequence'>;

export class EchoRequests {
  readonly #waiting = new Map<number, Question>();

  /** The question of this number; the last one, if numbers were used again. */
  get(echo: Echo): Question | undefined {
    return this.#waiting.get(keyOf(echo));
  }

  /** Whether the same was seen just before. */
  isCopy(echo: Echo, at: bigint): boolean {
    const known = this.get(echo);
    return known !== undefined && at - known.sentAt <= COPY_NS;
  }

  add(echo: Echo, question: Question): void {
    const key = keyOf(echo);
    forgetOldest(this.#waiting, MAX_ECHOES);
    this.#forgetBefore(question.sentAt - LATEST_NS);
    this.#waiting.delete(key);
    this.#waiting.set(key, question);
  }

  /** They are in the order of their time: two at most, and there are never many. */
  #forgetBefore(at: bigint): void {
    let left = 2;
    for (const [key, {sentAt}] of this.#waiting) {
      if (sentAt >= at || left-- === 0) return;
      this.#waiting.delete(key);
    }
  }
}

function keyOf({echoIdentifier, echoSequence}: Echo): number {
  return echoIdentifier * 0x1_0000 + echoSequence;
}

/** ICMP types 8 and 0 (RFC 792), 128 and 129 (RFC 4443). */
export function isEchoRequest({transport, icmpType}: FrameView): boolean {
  return icmpType === (transport === 'icmp' ? 8 : 128);
}

export function isEchoReply({transport, icmpType}: FrameView): boolean {
  return icmpType === (transport === 'icmp' ? 0 : 129);
}
