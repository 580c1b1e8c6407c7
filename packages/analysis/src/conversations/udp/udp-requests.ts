/**
 * The UDP requests of one asker that wait for an answer, by the pair of ports, and by the identifier of the protocol. If none can be read,
 * only the program knows which of them a datagram answers, and all earlier ones are taken to be answered.
 *
 * @module
 */

import {forgetOldest} from '../../collections/forget-oldest.js';
import type {Question} from '../questions/question.js';
import {flowKey} from '../tcp/tcp-flows.js';
import {REACTION_NS, UdpFlow} from './udp-flow.js';

/** Maximum number of pairs of ports, and of requests waiting at each; the oldest is forgotten. */
const MAX_REQUESTS = 256;

/** Number of identifiers of answers that are remembered: an answer that is sent twice answers nothing else. */
const MAX_ANSWERED = 8;

/** Maximum number of requests waiting at each before any was answered. */
const MAX_UNKNOWN = 8;

export class UdpRequests {
  readonly #waiting = new Map<number, UdpFlow>();
  /** The requests of the pair looked up last: the next request usually belongs to the same one. */
  #latest: UdpFlow | undefined;
  #latestKey = 0;
  /** Identifiers answered last. */
  readonly #answered: number[] = [];
  /** The ports between which the address spoke last without having been asked; undefined where they are not known. */
  #begunKey: number | undefined;

  /** @param begunNs when the address spoke to the asker before that sent anything; NaN if it did not. Nanoseconds by the clock */
  constructor(private begunNs = Number.NaN) {}

  /** @param own the asker's port. @param port that of the address */
  waiting(own: number, port: number): Iterable<Question> & {readonly length: number} {
    return this.#find(flowKey(own, port)) ?? NONE;
  }

  add(waiting: UdpFlow, question: Question): void {
    // Nothing answers a last word any more.
    while (waiting.first?.fate === 'unknown') waiting.shift();
    if (waiting.length >= MAX_REQUESTS) waiting.shift();
    waiting.push(question);
  }

  /** Keeps a question while it is unknown whether answers are visible: the last few are enough to recognise the first answer. */
  keepLast(waiting: UdpFlow, question: Question): void {
    const most = question.kind.readIdentifier === undefined ? 1 : MAX_UNKNOWN;
    while (waiting.length >= most) waiting.shift();
    waiting.push(question);
  }

  /**
   * @param identifier NaN where it cannot be read
   * @returns the last request that it answers
   */
  answer(own: number, port: number, identifier: number, ns: number, frame: number): Question | undefined {
    const waiting = this.#find(flowKey(own, port));
    if (waiting === undefined) this.#begins(own, port, ns);
    waiting?.heard(ns);
    if (Number.isNaN(identifier)) return answerAll(waiting, ns, frame);
    const question = answerOne(waiting, identifier, ns, frame);
    if (question !== undefined) this.#remember(identifier);
    return question;
  }

  /** Whether a request with this identifier was answered lately. */
  wasAnswered(identifier: number): boolean {
    return this.#answered.includes(identifier);
  }

  /** The address speaks first, so that it is the one who asks. */
  #begins(own: number, port: number, ns: number): void {
    this.#begunKey = flowKey(own, port);
    this.begunNs = ns;
  }

  #remember(identifier: number): void {
    if (this.#answered.length >= MAX_ANSWERED) this.#answered.shift();
    this.#answered.push(identifier);
  }

  #find(key: number): UdpFlow | undefined {
    if (this.#latest !== undefined && this.#latestKey === key) return this.#latest;
    const found = this.#waiting.get(key);
    if (found !== undefined) this.#looksAt(key, found);
    return found;
  }

  /** The datagrams between these ports. */
  flow(own: number, port: number): UdpFlow {
    const key = flowKey(own, port);
    const known = this.#find(key);
    if (known !== undefined) return known;
    forgetOldest(this.#waiting, MAX_REQUESTS);
    const made = new UdpFlow();
    if (this.#begunKey === undefined || this.#begunKey === key) made.heard(this.begunNs);
    this.#waiting.set(key, made);
    this.#looksAt(key, made);
    return made;
  }

  #looksAt(key: number, queue: UdpFlow): void {
    this.#latest = queue;
    this.#latestKey = key;
  }
}

const NONE = new UdpFlow();

function answerAll(waiting: UdpFlow | undefined, ns: number, frame: number): Question | undefined {
  // If several wait, any of them may be meant.
  if (waiting?.length === 1) {
    const only = waiting.first as Question;
    only.answerLate(ns, frame);
    if (only.fate === 'open' && only.end > 0) only.kind.learnsLength(only.end);
  }
  let last: Question | undefined;
  for (let question = waiting?.shift(); question !== undefined; question = waiting?.shift()) {
    // Then the address asks again, and that was an answer to what it had asked before.
    if (question.end === 0 && ns - question.sentNs > REACTION_NS) continue;
    question.answer(ns, frame);
    if (last?.fate === 'answered') {
      last.kind.assumed++;
      last.isAssumed = true;
    }
    last = question;
  }
  return last;
}

/** Answers the request with this identifier, and earlier ones with the same, of which it is a repetition. */
function answerOne(
  waiting: UdpFlow | undefined,
  identifier: number,
  ns: number,
  frame: number,
): Question | undefined {
  let last: Question | undefined;
  for (const question of waiting ?? []) {
    // A request whose identifier was cut off may be any.
    if (question.end !== identifier && !Number.isNaN(question.end)) continue;
    question.answerLate(ns, frame);
    question.answer(ns, frame);
    last = question;
  }
  while (waiting?.first !== undefined && waiting.first.fate !== 'open') waiting.shift();
  return last;
}
