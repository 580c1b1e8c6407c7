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
    this.#waiting.delete(key);
    this.#waiting.set(key, question);
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
