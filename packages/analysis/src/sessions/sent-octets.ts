/**
 * What a client sent over a connection, and how much of it is unacknowledged. A segment with data, SYN or FIN needs an acknowledgment, and is
 * answered by one that covers it, whichever segment carries that (RFC 9293 §3.4). A retransmission asks again, and a keep-alive, whose sequence
 * number is just before the next one (RFC 9293 §3.8.4), asks whether the other end is there.
 *
 * @module
 */

import {macOfNumber} from '@vip/arp';
import type {CaptureClock} from '../capture/capture-clock.js';
import {Queue} from '../collections/queue.js';
import type {Unacknowledged} from './facts.js';
import type {LongestSilence} from './longest-silence.js';
import {isAfter, isReset, isSyn, type Segment, sequenceLength} from './segment.js';

/** Maximum number of segments that are told apart until they are acknowledged; later ones are dated like the last of these. */
const MAX_WAITING = 64;
/** Maximum number of retransmissions that are dated: the default ladder has 16. */
const MAX_RUNGS = 32;

interface Waiting {
  /** Nanoseconds by the clock. */
  readonly ns: number;
  readonly frame: number;
  readonly end: number;
}

export class SentOctets {
  constructor(readonly silence: LongestSilence) {}

  /** The sequence number after the last octet that was sent, as a signed number: V8 stores it without a heap allocation. */
  #end: number | undefined;
  readonly #waiting = new Queue<Waiting>();
  #rungsNs: number[] = [];
  /** Numbers of frames; 0 for none. */
  #last = 0;
  #lastNs = 0;
  #to = -1;
  #firstTo = 0;
  #firstToNs = 0;
  #segmentsTo = 0;

  /** @returns the sequence number after the last octet that the segment needs acknowledged, as a signed number; undefined if it needs none */
  take(segment: Segment, to: number, ns: number, frame: number): number | undefined {
    const end = this.#endOf(segment);
    if (end === undefined) return undefined;
    const isNew = isSyn(segment) ? this.#end !== end : this.#end === undefined || isAfter(end, this.#end);
    const oldest = this.#waiting.first;
    this.silence.asked(!isNew, ns, frame);
    if (isNew) this.#end = end;
    if (oldest !== undefined && !isNew && this.#rungsNs.length < MAX_RUNGS)
      this.#rungsNs.push(ns - oldest.ns);
    if ((isNew || oldest === undefined) && this.#waiting.length < MAX_WAITING)
      this.#waiting.push({ns, frame, end});
    this.#last = frame;
    this.#lastNs = ns;
    if (to !== this.#to || this.#firstTo === 0) this.#goesTo(to, ns, frame);
    this.#segmentsTo++;
    return end;
  }

  /** The segment sent last goes to a different MAC than it seemed to. */
  wentTo(to: number): void {
    if (to === this.#to || this.#last === 0) return;
    this.#goesTo(to, this.#lastNs, this.#last);
    this.#segmentsTo = 1;
  }

  /** @returns whether it acknowledges anything new */
  acknowledge(acknowledgment: number): boolean {
    // An acknowledgment shows how much was sent before the capture began: the sequence number of a keep-alive is before that.
    this.#end ??= acknowledgment | 0;
    const waiting = this.#waiting;
    if (waiting.first === undefined || isAfter(waiting.first.end, acknowledgment)) return false;
    while (waiting.first !== undefined && !isAfter(waiting.first.end, acknowledgment)) waiting.shift();
    this.#forgetRungs();
    return true;
  }

  #forgetRungs(): void {
    if (this.#rungsNs.length > 0) this.#rungsNs = [];
    this.#firstTo = 0;
    this.#segmentsTo = 0;
  }

  /** The other end has no room for it, but is there: it answers probes (RFC 9293 §3.8.6.1). */
  hasNoRoom(): void {
    this.#waiting.clear();
    this.#forgetRungs();
  }

  facts(clock: CaptureClock): Unacknowledged | undefined {
    const oldest = this.#waiting.first;
    if (oldest === undefined) return undefined;
    const first = clock.mark(oldest.ns, oldest.frame);
    const last = this.#last === 0 ? first : clock.mark(this.#lastNs, this.#last);
    const firstTo = this.#firstTo === 0 ? first : clock.mark(this.#firstToNs, this.#firstTo);
    const to = macOfNumber(this.#to);
    return {
      ...{first, last, firstTo, segmentsTo: this.#segmentsTo},
      ...(to === undefined ? {} : {to}),
      rungsNs: this.#rungsNs.map(BigInt),
    };
  }

  #goesTo(to: number, ns: number, frame: number): void {
    this.#to = to;
    this.#firstTo = frame;
    this.#firstToNs = ns;
    this.#segmentsTo = 0;
  }

  #endOf(segment: Segment): number | undefined {
    if (isReset(segment)) return undefined;
    const length = sequenceLength(segment);
    if (length > 0) return (segment.sequence + length) | 0;
    const isKeepAlive = this.#end !== undefined && ((segment.sequence + 1) | 0) === this.#end;
    return isKeepAlive ? this.#end : undefined;
  }
}
