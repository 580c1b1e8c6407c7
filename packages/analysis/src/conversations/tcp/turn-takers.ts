/**
 * The connections to one port over which the ends take turns, and those of them that wait for an answer while none is served. One that waits for long
 * may do so on purpose (a poll, a long query), but not all at the same time. Bounded.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import {forgetOldest} from '../../collections/forget-oldest.js';
import type {WaitingTurns} from '../facts.js';
import type {SettledKind} from '../gaps/question-fold.js';
import type {TcpFlow} from './tcp-flow.js';
import {SOON_NS, type WaitingTurn} from './turns.js';

/** Maximum number of connections. */
const MAX_CONNECTIONS = 256;

/** Fewer may each have a reason of its own. */
const FEWEST_WAITING = 3;

interface Waiting extends WaitingTurn {
  readonly kind: SettledKind;
}

export class TurnTakers {
  readonly #connections = new Map<TcpFlow, SettledKind>();
  #waiting: readonly Waiting[] = [];
  /** The time at which they were found. Nanoseconds by the clock. */
  #now = 0;
  /** How often the number of those that wait has changed. */
  changes = 0;

  /** Whether there are enough that they could wait. */
  get mayWait(): boolean {
    return this.#connections.size >= FEWEST_WAITING;
  }

  add(connection: TcpFlow, kind: SettledKind): void {
    if (this.#connections.has(connection)) return;
    forgetOldest(this.#connections, MAX_CONNECTIONS);
    this.#connections.set(connection, kind);
  }

  /** @param answeredNs when the last request over other connections to the port was sent that was answered. Nanoseconds by the clock, like `now` */
  settle(now: number, answeredNs = Number.NEGATIVE_INFINITY): void {
    if (!this.mayWait) return;
    let lastNs = answeredNs;
    const isNoneWaiting = this.#waiting.length === 0;
    for (const {later} of this.#connections.keys()) {
      lastNs = Math.max(lastNs, later?.lastAnsweredNs ?? Number.NEGATIVE_INFINITY);
      // Nothing can have waited for long enough.
      if (isNoneWaiting && now - lastNs < SOON_NS) return;
    }
    const waiting: Waiting[] = [];
    for (const [connection, kind] of this.#connections) {
      const turn = connection.isOpenAndAcknowledged ? connection.later?.waitingAt(now) : undefined;
      // Of two requests at about the same time, the first may be lost and the second answered.
      if (turn !== undefined && turn.sentNs > lastNs - SOON_NS) waiting.push({...turn, kind});
    }
    if (waiting.length < FEWEST_WAITING) waiting.length = 0;
    if (waiting.length !== this.#waiting.length) this.changes++;
    this.#waiting = waiting;
    this.#now = now;
  }

  facts(clock: CaptureClock): WaitingTurns | undefined {
    if (this.#waiting.length === 0) return undefined;
    const inOrder = [...this.#waiting].sort((a, b) => a.sentNs - b.sentNs);
    const [first] = inOrder;
    const last = inOrder.at(-1);
    if (first === undefined || last === undefined) return undefined;
    return {
      requests: inOrder.length,
      unread: inOrder.filter(({isUnread}) => isUnread).length,
      clients: new Set(inOrder.map(({kind}) => kind)).size,
      turns: inOrder.reduce((fewest, one) => Math.min(fewest, one.turns), first.turns),
      first: clock.mark(first.sentNs, first.frame),
      last: clock.mark(last.sentNs, last.frame),
      leastNs: BigInt(Math.round(this.#now - first.sentNs)),
    };
  }
}
