/**
 * What a client sent over a connection, and what of it waits to be acknowledged. A segment with data, SYN or FIN asks, and an
 * acknowledgment that covers it answers, whichever segment carries it (RFC 9293 §3.4); a retransmission asks again, and a
 * keep-alive, which lies just before what was sent last (RFC 9293 §3.8.4), asks whether anybody is there.
 *
 * @module
 */

import {macOfNumber} from '@vip/arp';
import type {Mark} from '../mark.js';
import type {Unacknowledged} from './facts.js';
import {isAfter, isFin, isReset, isSyn, type Segment} from './segment.js';

/** Segments that are told apart until they are acknowledged; those behind them are dated like the last of these. */
const MAX_WAITING = 64;
/** Retransmissions that are dated: the default ladder has 16. */
const MAX_RUNGS = 32;

interface Waiting extends Mark {
  readonly end: number;
}

export class SentOctets {
  /** Behind the last octet that was sent. */
  #end: number | undefined;
  #waiting: Waiting[] = [];
  #rungsNs: bigint[] = [];
  #last: Mark | undefined;
  #to = -1;
  #firstTo: Mark | undefined;
  #segmentsTo = 0;

  /** @returns behind the last octet that the segment asks for; undefined when it asks nothing */
  take(segment: Segment, to: number, mark: Mark): number | undefined {
    const end = this.#endOf(segment);
    if (end === undefined) return undefined;
    const isNew = isSyn(segment) ? this.#end !== end : this.#end === undefined || isAfter(end, this.#end);
    const [oldest] = this.#waiting;
    if (isNew) this.#end = end;
    if (oldest !== undefined && !isNew && this.#rungsNs.length < MAX_RUNGS)
      this.#rungsNs.push(mark.at - oldest.at);
    if ((isNew || oldest === undefined) && this.#waiting.length < MAX_WAITING)
      this.#waiting.push({...mark, end});
    this.#last = mark;
    if (to !== this.#to || this.#firstTo === undefined) this.#goesTo(to, mark);
    this.#segmentsTo++;
    return end;
  }

  /** What was sent last goes to another MAC than it seemed to. */
  wentTo(to: number): void {
    if (to === this.#to || this.#last === undefined) return;
    this.#goesTo(to, this.#last);
    this.#segmentsTo = 1;
  }

  /** @returns whether it covers anything that was not covered before */
  acknowledge(acknowledgment: number): boolean {
    let covered = 0;
    while (
      covered < this.#waiting.length &&
      !isAfter((this.#waiting[covered] as Waiting).end, acknowledgment)
    )
      covered++;
    if (covered === 0) return false;
    this.#waiting.splice(0, covered);
    this.#rungsNs = [];
    this.#firstTo = undefined;
    this.#segmentsTo = 0;
    return true;
  }

  facts(): Unacknowledged | undefined {
    const [oldest] = this.#waiting;
    if (oldest === undefined) return undefined;
    const {at, frame} = oldest;
    const first = {at, frame};
    const to = macOfNumber(this.#to);
    return {
      ...{first, last: this.#last ?? first, firstTo: this.#firstTo ?? first, segmentsTo: this.#segmentsTo},
      ...(to === undefined ? {} : {to}),
      rungsNs: [...this.#rungsNs],
    };
  }

  #goesTo(to: number, mark: Mark): void {
    this.#to = to;
    this.#firstTo = mark;
    this.#segmentsTo = 0;
  }

  #endOf(segment: Segment): number | undefined {
    if (isReset(segment)) return undefined;
    const length = segment.payloadLength + (isSyn(segment) ? 1 : 0) + (isFin(segment) ? 1 : 0);
    if (length > 0) return (segment.sequence + length) >>> 0;
    const isKeepAlive = this.#end !== undefined && (segment.sequence + 1) >>> 0 === this.#end;
    return isKeepAlive ? this.#end : undefined;
  }
}
