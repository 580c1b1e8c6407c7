/**
 * Questions from one end of a TCP connection to the other. A segment with data, SYN or FIN asks, and an acknowledgment that covers it
 * answers, whichever segment carries it (RFC 9293 §3.4); a retransmission asks again, and a keep-alive, which lies just before
 * the last data sent (RFC 9293 §3.8.4), asks whether the peer is alive.
 *
 * @module
 */

import {TCP_FLAG} from '@vip/arp';
import type {Question} from './question.js';

/** Maximum number of unanswered questions of a connection; a window's worth of small segments. */
const MAX_WAITING = 1024;

/** The relevant fields of a segment. */
export interface Segment {
  readonly tcpFlags: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  /** Octets of data. */
  readonly payloadLength: number;
}

export class TcpFlow {
  /** Sequence number after the last octet sent. */
  #sentEnd: number | undefined;
  #waiting: Question[] = [];
  /** Whether there was a retransmission, so that waiting questions are not in order of their numbers. */
  #isRepeated = false;

  /** Sequence number after the last octet that needs an acknowledgment; undefined if none does. */
  asks({tcpFlags, sequence, payloadLength}: Segment): number | undefined {
    if ((tcpFlags & TCP_FLAG.rst) !== 0) return undefined;
    const isSyn = (tcpFlags & TCP_FLAG.syn) !== 0;
    const isFin = (tcpFlags & TCP_FLAG.fin) !== 0;
    const length = payloadLength + (isSyn ? 1 : 0) + (isFin ? 1 : 0);
    if (length > 0) {
      const end = (sequence + length) >>> 0;
      const isNew = isSyn || this.#sentEnd === undefined || isAfter(end, this.#sentEnd);
      if (isNew) this.#sentEnd = end;
      return end;
    }
    const isKeepAlive = this.#sentEnd !== undefined && (sequence + 1) >>> 0 === this.#sentEnd;
    return isKeepAlive ? this.#sentEnd : undefined;
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

  /** A segment from the other end. Returns whether it answered anything. */
  hears({tcpFlags, acknowledgment}: Segment, at: bigint, frame: number): boolean {
    if (this.#waiting.length === 0) return false;
    if ((tcpFlags & TCP_FLAG.rst) !== 0) {
      for (const question of this.#waiting) question.refuse(at, frame);
      this.#waiting = [];
      return false;
    }
    if ((tcpFlags & TCP_FLAG.ack) === 0) return false;
    const before = this.#waiting.length;
    this.#waiting = this.#isRepeated
      ? this.#waiting.filter(question => !answerIfCovered(question, acknowledgment, at, frame))
      : this.#waiting.slice(answerAll(this.#waiting, acknowledgment, at, frame));
    if (this.#waiting.length === 0) this.#isRepeated = false;
    return this.#waiting.length < before;
  }

  /** An ICMP error arrived for a question. */
  refuse(at: bigint, frame: number): void {
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

/** Sequence numbers wrap around: the shorter distance decides (RFC 9293 §3.4). */
function isAfter(a: number, b: number): boolean {
  const distance = (a - b) >>> 0;
  return distance !== 0 && distance < 0x8000_0000;
}
