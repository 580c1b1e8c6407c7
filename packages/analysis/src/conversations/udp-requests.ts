/**
 * The UDP requests of one asker that wait for an answer, by the pair of ports. Only the program knows which of them a datagram
 * answers: all earlier ones are taken as answered.
 *
 * @module
 */

import {Queue} from '../queue.js';
import {forgetOldest} from './forget-oldest.js';
import type {Question} from './question.js';
import {flowKey} from './tcp-flows.js';

/** Maximum number of pairs of ports, and of requests waiting on one; the oldest is forgotten. */
const MAX_REQUESTS = 256;

export class UdpRequests {
  readonly #waiting = new Map<number, Queue<Question>>();
  /** The pair that was looked for last: the next request is mostly of the same. */
  #latest: Queue<Question> | undefined;
  #latestKey = 0;

  /** @param own the asker's port. @param port that of the address */
  waiting(own: number, port: number): Iterable<Question> & {readonly length: number} {
    return this.#find(flowKey(own, port)) ?? NONE;
  }

  add(own: number, port: number, question: Question): void {
    const waiting = this.#of(own, port);
    if (waiting.length >= MAX_REQUESTS) waiting.shift();
    waiting.push(question);
  }

  /** Before the first answer it is unknown whether answers are visible: the last question is enough to recognise one. */
  keepOnly(own: number, port: number, question: Question): void {
    const waiting = this.#of(own, port);
    waiting.clear();
    waiting.push(question);
  }

  /** Returns the last that waited. */
  answerAll(own: number, port: number, ns: number, frame: number): Question | undefined {
    const waiting = this.#find(flowKey(own, port));
    // Of several, any may be meant.
    if (waiting?.length === 1) waiting.first?.answerLate(ns, frame);
    let last: Question | undefined;
    for (let question = waiting?.shift(); question !== undefined; question = waiting?.shift()) {
      question.answer(ns, frame);
      last = question;
    }
    return last;
  }

  #find(key: number): Queue<Question> | undefined {
    if (this.#latest !== undefined && this.#latestKey === key) return this.#latest;
    const found = this.#waiting.get(key);
    if (found !== undefined) this.#remember(key, found);
    return found;
  }

  #of(own: number, port: number): Queue<Question> {
    const key = flowKey(own, port);
    const known = this.#find(key);
    if (known !== undefined) return known;
    forgetOldest(this.#waiting, MAX_REQUESTS);
    const made = new Queue<Question>();
    this.#waiting.set(key, made);
    this.#remember(key, made);
    return made;
  }

  #remember(key: number, queue: Queue<Question>): void {
    this.#latest = queue;
    this.#latestKey = key;
  }
}

const NONE = new Queue<Question>();
