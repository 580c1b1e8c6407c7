/**
 * What one end of a TCP connection asks of the other. A segment with data, SYN or FIN asks, and an acknowledgment that covers it
 * answers, whichever segment carries it (RFC 9293 §3.4); a retransmission asks again, and a keep-alive, which lies just before
 * what was sent last (RFC 9293 §3.8.4), asks whether anybody is there.
 *
 * @module
 */

import {TCP_FLAG} from '@vip/arp';
import type {Question} from './question.js';

/** Questions of a connection that wait for their answer; a window's worth of small segments. */
const MAX_WAITING = 1024;

/** What of a segment matters here. */
export interface Segment {
  readonly tcpFlags: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  /** Octets of data. */
  readonly payloadLength: number;
}

export class TcpFlow {
  /** Behind the last octet that was sent. */
  #sentEnd: number | undefined;
  #waiting: Question[] = [];
  /** Whether something was sent again, so that what waits is not in the order of its numbers. */
  #isRepeated = false;

  /** Behind the last octet that the segment asks for; undefined for one that asks nothing. */
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

  /** Whether this was sent before and waits: its sender had no answer either, whatever is seen here. */
  isRepeat(end: number): boolean {
    return this.#waiting.some(question => question.end === end);
  }

  asked(question: Question): void {
    if (this.#waiting.length >= MAX_WAITING) this.#waiting.shift();
    const last = this.#waiting.at(-1);
    if (last !== undefined && !isAfter(question.end, last.end)) this.#isRepeated = true;
    this.#waiting.push(question);
  }

  /** The other end speaks. Returns whether it answered anything. */
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

  /** An ICMP error came for what was asked. */
  refuse(at: bigint, frame: number): void {
    for (const question of this.#waiting) question.refuse(at, frame);
    this.#waiting = [];
  }
}

/** Answers those at the front that are covered; returns how many. */
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

/** Sequence numbers wrap around: the nearer way decides (RFC 9293 §3.4). */
function isAfter(a: number, b: number): boolean {
  const distance = (a - b) >>> 0;
  return distance !== 0 && distance < 0x8000_0000;
}
