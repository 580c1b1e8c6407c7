/**
 * The connections to one port over which the ends take turns, and those of them that wait for an answer while none is served. One that waits for long
 * may do so on purpose (a poll, a long query), but not all at the same time. Bounded.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import {forgetOldest} from '../../collections/forget-oldest.js';
import type {WaitedTurns, WaitingTurns} from '../facts.js';
import type {TcpFlow} from './tcp-flow.js';
import {FEWEST_WAITING, type Takers, TurnWait, type Waiting} from './turn-wait.js';
import {SOON_NS} from './turns.js';

/** Maximum number of connections, and of waits that ended. */
const MAX_CONNECTIONS = 256;
const MAX_ENDED = 8;

export class TurnTakers {
  readonly #connections: Takers = new Map();
  #waiting: ReadonlyMap<TcpFlow, Waiting> = NONE;
  /** The time at which they were found. Nanoseconds by the clock. */
  #now = 0;
  /** A wait of several that is ending. */
  #ending: TurnWait | undefined;
  #ended: TurnWait[] = [];
  /** How often the number of those that wait has changed. */
  changes = 0;

  /** Whether there are enough that they could wait. */
  get mayWait(): boolean {
    return this.#connections.size >= FEWEST_WAITING;
  }

  add(connection: TcpFlow, kind: Waiting['kind']): void {
    if (this.#connections.has(connection)) return;
    forgetOldest(this.#connections, MAX_CONNECTIONS);
    this.#connections.set(connection, kind);
  }

  /** @param answeredNs when the last request over other connections to the port was sent that was answered. Nanoseconds by the clock, like `now` */
  settle(now: number, answeredNs = Number.NEGATIVE_INFINITY): void {
    if (!this.mayWait) return;
    if (this.#ending?.isEndingAt(now) === true) return;
    this.#endIsOver();
    const waiting = this.#find(now, answeredNs, this.#waiting.size === 0);
    if (waiting.size !== this.#waiting.size) this.changes++;
    this.#waiting = waiting;
    this.#now = now;
  }

  /** The address is about to answer a request over this connection that waited for long. @param answeredNs see `settle` */
  answers(
    connection: TcpFlow,
    {ns, frame}: {readonly ns: number; readonly frame: number},
    answeredNs = Number.NEGATIVE_INFINITY,
  ): void {
    if (this.#ending?.isEndingAt(ns) !== true) {
      this.#endIsOver();
      const waits = this.#find(ns, answeredNs, false);
      if (waits.size === 0) return;
      this.#ending = new TurnWait(waits, ns);
    }
    this.#ending?.answers(connection, ns, frame);
  }

  /** Those that wait now, if they are enough. @param isQuick whether it suffices that nobody was answered just now */
  #find(now: number, answeredNs: number, isQuick: boolean): ReadonlyMap<TcpFlow, Waiting> {
    let lastNs = answeredNs;
    for (const {later} of this.#connections.keys()) {
      lastNs = Math.max(lastNs, later?.lastAnsweredNs ?? Number.NEGATIVE_INFINITY);
      // Nothing can have waited for long enough.
      if (isQuick && now - lastNs < SOON_NS) return NONE;
    }
    const waiting = new Map<TcpFlow, Waiting>();
    for (const [connection, kind] of this.#connections) {
      const turn = connection.isOpenAndAcknowledged ? connection.later?.waitingAt(now) : undefined;
      // Of two requests at about the same time, the first may be lost and the second answered.
      if (turn !== undefined && turn.sentNs > lastNs - SOON_NS) waiting.set(connection, {...turn, kind});
    }
    return waiting.size < FEWEST_WAITING ? NONE : waiting;
  }

  #endIsOver(): void {
    const wait = this.#ending;
    if (wait === undefined) return;
    this.#ending = undefined;
    this.changes++;
    if (wait.isOfAll) this.#ended = [...this.#ended, wait].slice(-MAX_ENDED);
    // The service is back: what the others asked takes long.
    else wait.endTurnsOfOthers();
  }

  /** Those that wait to the end. */
  waiting(clock: CaptureClock): WaitingTurns | undefined {
    if (this.#waiting.size === 0) return undefined;
    return new TurnWait(this.#waiting, this.#now).facts(clock);
  }

  /** Those that waited, and were then answered at the same time, oldest first. */
  waited(clock: CaptureClock): WaitedTurns[] {
    const all = this.#ending?.isOfAll === true ? [...this.#ended, this.#ending] : this.#ended;
    return all.map(wait => wait.endedFacts(clock));
  }
}

const NONE: ReadonlyMap<TcpFlow, Waiting> = new Map();
