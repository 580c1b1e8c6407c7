/**
 * A TCP connection as a conversation: the segments that ask are questions, and an acknowledgment that covers one answers it.
 *
 * @module
 */

import {acknowledges, isAfter, isFin, isReset, isSyn, type Segment} from '../sessions/segment.js';
import {SessionFold} from '../sessions/session-fold.js';
import type {Question} from './question.js';

/** Maximum number of unanswered questions of a connection; a window's worth of small segments. */
const MAX_WAITING = 1024;

export class TcpFlow {
  /** What it went through. */
  readonly session: SessionFold;
  #waiting: Question[] = [];
  /** Whether there was a retransmission, so that waiting questions are not in order of their numbers. */
  #isRepeated = false;

  /** @param port the client's. @param service the port of the address */
  constructor(port: number, service: number) {
    this.session = new SessionFold(port, service);
  }

  /** Whether this was sent before and is unanswered: its sender had no answer either, whatever is visible here. */
  isRepeat(end: number): boolean {
    return this.#waiting.some(question => question.end === end);
  }

  asked(question: Question): void {
    if (this.#waiting.length >= MAX_WAITING) this.#waiting.shift();
    const last = this.#waiting.at(-1);
    if (last !== undefined && !isAfter(question.end, last.end)) this.#isRepeated = true;
    this.#waiting.push(question);
  }

  /** The other end speaks. @param from its MAC. Returns whether it answered anything. */
  hears(segment: Segment, from: number, at: bigint, frame: number): boolean {
    this.session.heard(segment, from, at, frame);
    if (this.#waiting.length === 0) return false;
    if (isReset(segment)) {
      for (const question of this.#waiting) question.refuse(at, frame);
      this.#waiting = [];
      return false;
    }
    if (!acknowledges(segment)) return false;
    const {acknowledgment} = segment;
    const before = this.#waiting.length;
    this.#waiting = this.#isRepeated
      ? this.#waiting.filter(question => !answerIfCovered(question, acknowledgment, at, frame))
      : this.#waiting.slice(answerAll(this.#waiting, acknowledgment, at, frame));
    if (this.#waiting.length === before && isBare(segment)) this.#heardOfGap(at, frame);
    if (this.#waiting.length === 0) this.#isRepeated = false;
    return this.#waiting.length < before;
  }

  /**
   * Who acknowledges the same once more has received something beyond what it waits for (RFC 5681 §2): of the segments that are under way
   * only the first is lost.
   */
  #heardOfGap(at: bigint, frame: number): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    const missing = this.#waiting.reduce((lowest, {end}) => (isAfter(lowest, end) ? end : lowest), first.end);
    this.#waiting = this.#waiting.filter(question => {
      if (question.end === missing) return true;
      question.answer(at, frame);
      return false;
    });
  }

  /** An ICMP error arrived for a question. */
  refuse(at: bigint, frame: number): void {
    this.session.refuse(at, frame);
    for (const question of this.#waiting) question.refuse(at, frame);
    this.#waiting = [];
  }
}

/** Answers the covered questions at the front; returns their number. */
function answerAll(waiting: readonly Question[], acknowledgment: number, at: bigint, frame: number): number {
  let covered = 0;
  for (const question of waiting) {
    if (!answerIfCovered(question, acknowledgment, at, frame)) break;
    covered++;
  }
  return covered;
}

function answerIfCovered(question: Question, acknowledgment: number, at: bigint, frame: number): boolean {
  if (isAfter(question.end, acknowledgment)) return false;
  question.answer(at, frame);
  return true;
}

/** An acknowledgment and nothing else. */
function isBare(segment: Segment): boolean {
  return segment.payloadLength === 0 && !isSyn(segment) && !isFin(segment);
}
