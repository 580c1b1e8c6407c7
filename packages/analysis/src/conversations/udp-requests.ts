/**
 * The UDP requests of one asker that wait for an answer, by the pair of ports. Only the program knows which of them a datagram
 * answers: all earlier ones are taken as answered.
 *
 * @module
 */

import {forgetOldest} from './forget-oldest.js';
import type {Question} from './question.js';
import {flowKey} from './tcp-flows.js';

/** Maximum number of pairs of ports, and of requests waiting on one; the oldest is forgotten. */
const MAX_REQUESTS = 256;

export class UdpRequests {
  readonly #waiting = new Map<number, Question[]>();

  /** @param own the asker's port. @param port that of the address */
  waiting(own: number, port: number): readonly Question[] {
    return this.#waiting.get(flowKey(own, port)) ?? [];
  }

  add(own: number, port: number, question: Question): void {
    const waiting = this.#of(own, port);
    if (waiting.length >= MAX_REQUESTS) waiting.shift();
    waiting.push(question);
  }

  /** Before the first answer it is unknown whether answers are visible: the last question is enough to recognise one. */
  keepOnly(own: number, port: number, question: Question): void {
    const waiting = this.#of(own, port);
    waiting.splice(0, waiting.length, question);
  }

  answerAll(own: number, port: number, at: bigint, frame: number): void {
    const waiting = this.#of(own, port);
    for (const question of waiting) question.answer(at, frame);
    waiting.length = 0;
  }

  #of(own: number, port: number): Question[] {
    const key = flowKey(own, port);
    const known = this.#waiting.get(key);
    if (known !== undefined) return known;
    forgetOldest(this.#waiting, MAX_REQUESTS);
    const made: Question[] = [];
    this.#waiting.set(key, made);
    return made;
  }
}
