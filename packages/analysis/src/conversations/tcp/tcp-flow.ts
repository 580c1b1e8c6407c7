/**
 * A TCP connection as a conversation: segments that need an acknowledgment are questions, and an acknowledgment that covers one answers it.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import {Queue} from '../../collections/queue.js';
import {
  acknowledges,
  isAfter,
  isFin,
  isReset,
  isSyn,
  type Segment,
  sequenceLength,
} from '../../sessions/segment.js';
import {SessionFold} from '../../sessions/session-fold.js';
import type {Question} from '../questions/question.js';
import type {LaterRequests} from './later-requests.js';
import type {TcpRequest} from './tcp-request.js';

/** Maximum number of unanswered questions of a connection: a window of small segments. */
const MAX_WAITING = 1024;

/** Unacknowledged data is first retransmitted before this: the initial timeout is a second (RFC 6298 §2). Nanoseconds. */
const LATEST_REPEAT_NS = 3_000_000_000;

/** The next retransmission comes before this multiple of the time since the first: the timeout doubles each time (RFC 6298 §5, rule 5.5). */
const REPEATS_LATER = 4;

/** When something was sent, by the clock, and its frame. */
type Sent = Pick<Question, 'sentNs' | 'frame'>;

export class TcpFlow {
  /** Its history. */
  readonly session: SessionFold;
  readonly #waiting = new Queue<Question>();
  /** Whether there was a retransmission, so that the waiting questions are not in order of their sequence numbers. */
  #isRepeated = false;
  /** The sequence number up to which the client was seen to send. */
  #sentTo = Number.NaN;
  /** The sequence numbers up to which the other end was heard, and up to which the client acknowledges it. NaN before either sent. */
  #heardTo = Number.NaN;
  #acknowledgedTo = Number.NaN;
  #isNew = false;
  /** Whether the client has acknowledged unheard data: a single instance may be due to a frame that the capture dropped, or that comes later. */
  #isShown = false;
  /** The client's first request, once the address has accepted the connection. */
  request: TcpRequest | undefined;
  /** The requests after it. */
  later: LaterRequests | undefined;
  /** Whether its client types (SSH at any port). */
  isTerminal = false;
  /** Whether it was open when it was last examined. */
  wasOpen = false;

  /** @param port the client's. @param service the port of the address */
  constructor(port: number, service: number, clock: CaptureClock) {
    this.session = new SessionFold(port, service, clock);
  }

  /** @param port the client's. @param service the port of the address */
  isOf(port: number, service: number): boolean {
    return this.session.port === port && this.session.service === service;
  }

  /** Whether neither end has closed it, and everything that the client sent is acknowledged. */
  get isOpenAndAcknowledged(): boolean {
    return this.session.isOpen && this.#waiting.length === 0;
  }

  /** Whether this was sent before and is unanswered: then its sender got no answer either, whether or not answers are visible here. */
  isRepeat(end: number): boolean {
    // Mostly nothing waits.
    if (this.#waiting.length === 0) return false;
    for (const question of this.#waiting) if (question.end === end) return true;
    return false;
  }

  /**
   * Evidence, in a segment of the client, of an answer that the capture does not see: the client acknowledges
   * data that was not heard here, or goes on to new data although data that it sent long ago was neither
   * acknowledged here nor retransmitted (RFC 6298 §5). Undefined if there is none.
   */
  answeredElsewhere(segment: Segment, ns: number, frame: number): Sent | undefined {
    if (isReset(segment)) return undefined;
    this.#sentTo = furthest(this.#sentTo, segment);
    if (!acknowledges(segment)) {
      this.#isNew ||= isSyn(segment);
      return undefined;
    }
    const isUnheard = this.#acknowledgesUnheard(segment);
    if (!isUnheard) return this.#passed(segment, ns);
    const isAgain = this.#isShown;
    this.#isShown = true;
    return isAgain ? {sentNs: ns, frame} : undefined;
  }

  #acknowledgesUnheard({acknowledgment}: Segment): boolean {
    const before = this.#acknowledgedTo;
    const isFirst = Number.isNaN(before);
    if (!isFirst && !isAfter(acknowledgment, before)) return false;
    this.#acknowledgedTo = acknowledgment;
    if (isFirst && !this.#isNew) return false;
    return Number.isNaN(this.#heardTo) || isAfter(acknowledgment, this.#heardTo);
  }

  /** Whether a segment of the other end acknowledges no more than what was seen here. */
  isOfSeen(segment: Segment): boolean {
    return !acknowledges(segment) || isReset(segment) || !isAfter(segment.acknowledgment, this.#sentTo);
  }

  #passed({sequence, payloadLength}: Segment, ns: number): Sent | undefined {
    const {first} = this.#waiting;
    if (first === undefined || payloadLength === 0 || isAfter(first.end, sequence)) return undefined;
    const {end, sentNs} = first;
    if (ns - sentNs < LATEST_REPEAT_NS) return undefined;
    const last = this.#isRepeated ? this.#lastOf(end) : first;
    if (ns - last.sentNs < Math.max(LATEST_REPEAT_NS, REPEATS_LATER * (last.sentNs - sentNs)))
      return undefined;
    if (this.#isRepeated) this.#waiting.keep(question => question.end !== end);
    else this.#waiting.shift();
    return last;
  }

  #lastOf(end: number): Question {
    let last = this.#waiting.first as Question;
    for (const question of this.#waiting) if (question.end === end) last = question;
    return last;
  }

  asked(question: Question): void {
    if (this.#waiting.length >= MAX_WAITING) this.#waiting.shift();
    const {last} = this.#waiting;
    if (last !== undefined && !isAfter(question.end, last.end)) this.#isRepeated = true;
    this.#waiting.push(question);
  }

  /** The other end sends. @param from its MAC. Returns whether it answered anything. */
  hears(segment: Segment, from: number, ns: number, frame: number): boolean {
    this.session.heard(segment, from, ns, frame);
    this.#isShown = false;
    if (!isReset(segment)) this.#heardTo = furthest(this.#heardTo, segment);
    const waiting = this.#waiting;
    const before = waiting.length;
    if (before === 0) return false;
    if (isReset(segment)) {
      this.#refuseAll(ns, frame);
      return false;
    }
    if (!acknowledges(segment)) return false;
    const {acknowledgment} = segment;
    if (this.#isRepeated) waiting.keep(question => !answerIfCovered(question, acknowledgment, ns, frame));
    else
      while (waiting.first !== undefined && answerIfCovered(waiting.first, acknowledgment, ns, frame))
        waiting.shift();
    if (waiting.length === before && isBare(segment)) {
      if (segment.window === 0) this.#answerAll(ns, frame);
      else this.#heardOfGap(ns, frame);
    }
    if (waiting.length === 0) this.#isRepeated = false;
    return waiting.length < before;
  }

  /**
   * A receiver that acknowledges the same number again has received something beyond what it is waiting for
   * (RFC 5681 §3.2): of the segments in flight, only the first is lost.
   */
  #heardOfGap(ns: number, frame: number): void {
    let missing = this.#waiting.first?.end;
    if (missing === undefined) return;
    for (const {end} of this.#waiting) if (isAfter(missing, end)) missing = end;
    this.#waiting.keep(question => {
      if (question.end === missing) return true;
      question.answer(ns, frame);
      return false;
    });
  }

  /** A receiver without room (a window of zero) acknowledges nothing new, but it is there: it answers probes (RFC 9293 §3.8.6.1). */
  #answerAll(ns: number, frame: number): void {
    for (const question of this.#waiting) question.answer(ns, frame);
    this.#waiting.clear();
  }

  /** An ICMP error arrived for a question. */
  refuse(ns: number, frame: number): void {
    this.session.refuse(ns, frame);
    this.#refuseAll(ns, frame);
  }

  #refuseAll(ns: number, frame: number): void {
    for (const question of this.#waiting) question.refuse(ns, frame);
    this.#waiting.clear();
  }
}

/** The sequence number after the last octet of a segment, if it is beyond `before`. */
function furthest(before: number, segment: Segment): number {
  const to = (segment.sequence + sequenceLength(segment)) >>> 0;
  return Number.isNaN(before) || isAfter(to, before) ? to : before;
}

function answerIfCovered(question: Question, acknowledgment: number, ns: number, frame: number): boolean {
  if (isAfter(question.end, acknowledgment)) return false;
  question.answer(ns, frame);
  return true;
}

/** An acknowledgment and nothing else. */
function isBare(segment: Segment): boolean {
  return segment.payloadLength === 0 && !isSyn(segment) && !isFin(segment);
}
