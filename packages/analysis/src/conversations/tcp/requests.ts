/**
 * The outcomes of the first requests over the TCP connections to one address, for each port: data came back, or the connection was accepted and
 * then reset, or left without an answer. Bounded.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import type {Mark} from '../../capture/mark.js';
import type {SeenView} from '../../capture/seen-view.js';
import {Queue} from '../../collections/queue.js';
import type {ServiceRequests} from '../facts.js';
import {serviceStretches} from '../gaps/dark-stretches.js';
import {QuestionFold, type SettledKind} from '../gaps/question-fold.js';
import {MAX_SERVICE_GAPS} from '../gaps/service-fold.js';
import type {TcpFlow} from './tcp-flow.js';
import type {TcpRequest} from './tcp-request.js';
import {TurnTakers} from './turn-takers.js';

/** Maximum number of ports that are distinguished for an address, and of requests that wait for an answer at one port. */
const MAX_PORTS = 64;
const MAX_WAITING = 1024;

/** A service that answered at least this many requests, and this many of ten, owes the next one an answer. */
const ANSWERED_FEWEST = 3;
const ANSWERED_OF_TEN = 8;

export class Requests {
  readonly #ports = new Map<number, PortRequests>();

  /** @param ns by the clock, as below */
  add(request: TcpRequest, ns: number): void {
    const own = this.#of(request.kind.port);
    own?.settle(ns);
    own?.add(request);
  }

  /** The ends of a connection take turns. @param kind that of its client */
  takesTurns(connection: TcpFlow, kind: SettledKind): void {
    this.#of(kind.port)?.turns.add(connection, kind);
  }

  /** The first data after a long wait of a connection whose ends took turns. */
  endsWait(connection: TcpFlow, answer: SeenView): void {
    this.#of(answer.sourcePort)?.endsWait(connection, answer);
  }

  #of(port: number): PortRequests | undefined {
    const known = this.#ports.get(port);
    if (known !== undefined || this.#ports.size >= MAX_PORTS) return known;
    const made = new PortRequests(port);
    this.#ports.set(port, made);
    return made;
  }

  settle(now: number): void {
    for (const port of this.#ports.values()) {
      port.settle(now);
      port.settleTurns(now);
    }
  }

  /** The capture is over. */
  finish(now: number): void {
    for (const port of this.#ports.values()) {
      port.finish(now);
      port.settleTurns(now);
    }
  }

  /** Number of requests yet to be settled. */
  get waiting(): number {
    let waiting = 0;
    for (const port of this.#ports.values()) waiting += port.waiting;
    return waiting;
  }

  /** Whether connections whose ends took turns may wait in vain: time alone may show it. */
  get mayWait(): boolean {
    for (const {turns} of this.#ports.values()) if (turns.mayWait) return true;
    return false;
  }

  /** Whether, at a port where requests are waiting, the latest decided ones were lost. */
  get isDark(): boolean {
    for (const {waiting, isDark} of this.#ports.values()) if (waiting > 0 && isDark) return true;
    return false;
  }

  /** Grows whenever an outage begins or ends. */
  get changes(): number {
    let changes = 0;
    for (const port of this.#ports.values()) changes += port.changes;
    return changes;
  }

  facts(clock: CaptureClock): ServiceRequests[] {
    return [...this.#ports.values()].map(port => port.facts(clock));
  }
}

class PortRequests {
  readonly #waiting = new Queue<TcpRequest>();
  readonly #gaps = new QuestionFold(MAX_SERVICE_GAPS);
  readonly turns = new TurnTakers();
  #answered = 0;
  #reset = 0;
  #closed = 0;
  #silent = 0;
  /** All requests settled by the time of the last that was answered. */
  #settledBefore = 0;
  /** Requests in vain that may wait on purpose, which was cut off. */
  #unread = 0;
  #firstSilent: Mark | undefined;

  constructor(readonly port: number) {}

  get changes(): number {
    return this.#reset + this.#closed + this.#silent + this.#gaps.changes + this.turns.changes;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get isDark(): boolean {
    return this.#gaps.isOpen;
  }

  /** Finds the connections that wait for an answer. */
  settleTurns(now: number): void {
    this.turns.settle(now, this.#gaps.lastAnswered?.sentNs);
  }

  endsWait(connection: TcpFlow, answer: SeenView): void {
    this.turns.answers(connection, answer, this.#gaps.lastAnswered?.sentNs);
  }

  add(request: TcpRequest): void {
    this.#waiting.push(request);
    if (this.#waiting.length > MAX_WAITING) this.#take(this.#waiting.shift() as TcpRequest, request.sentNs);
  }

  /** Takes, in order, the requests whose outcome is known by now. */
  settle(now: number): void {
    for (;;) {
      const request = this.#waiting.first;
      if (request === undefined || request.isPendingAt(now)) return;
      this.#waiting.shift();
      this.#take(request, now);
    }
  }

  /** Settles the rest at the end: the last requests may yet have been answered, unless those before them were not either. */
  finish(now: number): void {
    this.settle(now);
    for (const request of this.#waiting)
      if (request.outcome !== 'open' || this.#gaps.isOpen) this.#take(request, now);
    this.#waiting.clear();
  }

  facts(clock: CaptureClock): ServiceRequests {
    const waiting = this.turns.waiting(clock);
    const waited = this.turns.waited(clock);
    return {
      ...{protocol: 'tcp', port: this.port},
      ...{answered: this.#answered, reset: this.#reset, closed: this.#closed, silent: this.#silent},
      ...(this.#unread === 0 ? {} : {unread: this.#unread}),
      ...(this.#firstSilent === undefined ? {} : {firstSilent: this.#firstSilent}),
      dark: serviceStretches(this.#gaps, clock),
      ...(waiting === undefined ? {} : {waiting}),
      ...(waited.length === 0 ? {} : {waited}),
    };
  }

  #take(request: TcpRequest, now: number): void {
    const {outcome} = request;
    if (request.isLater) {
      this.#takeLater(request, now);
      return;
    }
    if (outcome === 'answered') {
      this.#answered++;
      this.#settledBefore = this.#answered + this.#reset + this.#closed + this.#silent;
      this.#gaps.answered(request);
    } else if (outcome === 'reset') {
      this.#reset++;
      this.#lose(request, 'refused');
    } else if (outcome === 'closed') {
      this.#closed++;
      if (this.#isDue(request)) this.#lose(request, 'refused');
    } else if (request.isInVainAt(now)) {
      this.#silent++;
      this.#firstSilent ??= request.clock.mark(request.sentNs, request.frame);
      if (this.#isDue(request)) this.#lose(request, 'unanswered');
    }
  }

  /** A further request over its connection: the counts are of connections, and do not include it. */
  #takeLater(request: TcpRequest, now: number): void {
    if (request.outcome === 'answered') this.#gaps.answered(request);
    else if (request.isInVainAt(now)) this.#lose(request, 'unanswered');
  }

  #lose(request: TcpRequest, fate: 'refused' | 'unanswered'): void {
    request.fate = fate;
    if (request.isUnread) this.#unread++;
    this.#gaps.lost(request);
  }

  #isDue({isDue}: TcpRequest): boolean {
    return (
      isDue ||
      (this.#answered >= ANSWERED_FEWEST && 10 * this.#answered >= ANSWERED_OF_TEN * this.#settledBefore)
    );
  }
}
