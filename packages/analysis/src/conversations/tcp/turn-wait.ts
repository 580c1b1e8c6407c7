/**
 * Requests over several connections that wait at once for an answer, and how they were answered in the end: all in one moment, although they had not
 * been sent in one, if what kept them was the program; each in its own time, or in the order and at the intervals of their beginnings, if what they
 * ask for takes that long.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import type {WaitedTurns, WaitingTurns} from '../facts.js';
import type {SettledKind} from '../gaps/question-fold.js';
import type {TcpFlow} from './tcp-flow.js';
import type {WaitingTurn} from './turns.js';

/** Fewer may each have a reason of its own. */
export const FEWEST_WAITING = 3;

/** A program that goes on answers all that wait within this time. Nanoseconds. */
const TOGETHER_NS = 250_000_000;

/** Their answers are closer together than what they answer by this factor: queries that take equally long end at the intervals at which they began. */
const CLOSER = 4;

/** Connections whose ends take turns, each with the kind of its client's questions. */
export type Takers = Map<TcpFlow, SettledKind>;

export interface Waiting extends WaitingTurn {
  readonly kind: SettledKind;
}

/** A moment, in nanoseconds by the clock, and its frame. */
interface Answer {
  readonly ns: number;
  readonly frame: number;
}

export class TurnWait {
  readonly #answers = new Map<TcpFlow, Answer>();
  /** In the order in which they were sent. */
  readonly #inOrder: readonly Waiting[];

  /** @param ns when they were last known to wait. Nanoseconds by the clock */
  constructor(
    readonly waits: ReadonlyMap<TcpFlow, Waiting>,
    readonly ns: number,
  ) {
    this.#inOrder = [...waits.values()].sort((a, b) => a.sentNs - b.sentNs);
  }

  /** Whether it is ending at this time. Nanoseconds by the clock. */
  isEndingAt(ns: number): boolean {
    return ns - this.ns <= TOGETHER_NS;
  }

  answers(connection: TcpFlow, ns: number, frame: number): void {
    if (this.waits.has(connection) && !this.#answers.has(connection))
      this.#answers.set(connection, {ns, frame});
  }

  /** Whether all were answered. */
  get isOfAll(): boolean {
    return this.#answers.size === this.waits.size;
  }

  endTurnsOfOthers(): void {
    for (const connection of this.waits.keys())
      if (!this.#answers.has(connection)) connection.later?.endTurns();
  }

  facts(clock: CaptureClock): WaitingTurns {
    const [first, last] = [this.#first, this.#inOrder.at(-1) as Waiting];
    return {
      requests: this.#inOrder.length,
      unread: this.#inOrder.filter(({isUnread}) => isUnread).length,
      clients: new Set(this.#inOrder.map(({kind}) => kind)).size,
      turns: this.#inOrder.reduce((fewest, one) => Math.min(fewest, one.turns), first.turns),
      first: clock.mark(first.sentNs, first.frame),
      last: clock.mark(last.sentNs, last.frame),
      leastNs: BigInt(Math.round(this.ns - first.sentNs)),
    };
  }

  /** Once all were answered. */
  endedFacts(clock: CaptureClock): WaitedTurns {
    const answers = [...this.#answers.values()];
    const [first, last] = [answers[0] as Answer, answers.at(-1) as Answer];
    const begun = (this.#inOrder.at(-1) as Waiting).sentNs - this.#first.sentNs;
    return {
      ...this.facts(clock),
      firstAnswer: clock.mark(first.ns, first.frame),
      lastAnswer: clock.mark(last.ns, last.frame),
      isSudden: CLOSER * (last.ns - first.ns) <= begun,
    };
  }

  get #first(): Waiting {
    return this.#inOrder[0] as Waiting;
  }
}
