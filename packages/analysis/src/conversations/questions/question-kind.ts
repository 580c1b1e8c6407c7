/**
 * Questions of one kind from one asker: echo requests, TCP to one service, one UDP port. Whether answers to them are
 * visible at all is known for the kind, not for a single question.
 *
 * @module
 */

import {LATE_NS} from '../../outages/outage.js';
import {QuestionFold, type SettledKind} from '../gaps/question-fold.js';
import {MAX_SERVICE_GAPS, type ServiceFold} from '../gaps/service-fold.js';
import type {Protocol} from '../protocol.js';
import type {ReadIdentifier} from '../udp/identifier.js';
import {identifierAt} from '../udp/readers.js';

/**
 * The time to wait before the first answer, when nothing is known about the path; a satellite link takes 0.6 s. An asker without an answer asks
 * again after a second (RFC 6298 §2; RFC 4861 §10), and the answer to that must not count for the first question, whatever the path's delay.
 * Nanoseconds.
 */
export const FIRST_ANSWER_NS = 900_000_000;

/** An answer is late after this multiple of the usual response time. */
const USUAL_TIMES = 4;

/** A receiver may hold an acknowledgment back for this long (Linux: TCP_DELACK_MIN). Nanoseconds. */
const HELD_BACK_NS = 40_000_000;

/** Maximum time to wait for an answer. Nanoseconds. */
export const LONGEST_NS = 3_000_000_000;
const SHORTEST_NS = Number(LATE_NS);

/** A UDP datagram without an identifier may not be a request: it counts if this many of the ten before it were answered. */
const UDP_ANSWERED_OF_TEN = 8;

/**
 * A UDP service counts only after this many answers: a single one may have been to a request of another kind,
 * such as a handshake.
 */
const UDP_FEWEST_ANSWERS = 3;

/** Maximum number of lengths of requests that are remembered. */
const MAX_LENGTHS = 32;

export class QuestionKind implements SettledKind {
  /** The gaps in the service for this asker; undefined for requests for a MAC, and where kinds share a place. */
  readonly own: QuestionFold | undefined;
  /** The gaps in the same service for all askers, once any was served. */
  service: ServiceFold | undefined;
  /** Another kind took its place. */
  isForgotten = false;
  /** Questions with a known outcome. */
  settled = 0;
  answered = 0;
  /** Of these, how many were answered too late to count. */
  late = 0;
  /** Taken to be answered because a later one was: UDP without an identifier. */
  assumed = 0;
  /** How to read which request a datagram answers; undefined where that is not known. */
  readonly readIdentifier: ReadIdentifier | undefined;
  /** The place of the capture does not explain the silence: the address was heard, or the asker retransmits. */
  isHeard = false;
  /** Questions settled by the time of the last answer: only those after it may be unanswered in a row. */
  #settledBefore = 0;
  /** Lengths of the datagrams that were answered without being reactions: UDP without an identifier. Created on demand. */
  #lengths: Set<number> | undefined;
  /** Usual response time in nanoseconds; undefined before the first answer. */
  #usualNs: number | undefined;

  constructor(
    readonly protocol: Protocol,
    /** The port of the address, for TCP and UDP. */
    readonly port: number,
    /** Whether the kind stands for all ports that could not be tracked separately. */
    readonly isShared = false,
  ) {
    if (protocol === 'udp' && !isShared) this.readIdentifier = identifierAt(port);
    if (protocol !== 'neighbour' && !isShared) this.own = new QuestionFold(MAX_SERVICE_GAPS);
  }

  /** Whether an unanswered question is significant. */
  get tells(): boolean {
    if (this.isUnmatched)
      return (
        this.answered >= UDP_FEWEST_ANSWERS && 10 * this.answered >= UDP_ANSWERED_OF_TEN * this.#settledBefore
      );
    return this.isHeard || this.answered > 0;
  }

  /** Whether nothing in an answer shows which question it answers. */
  get isUnmatched(): boolean {
    return this.protocol === 'tunnel' || (this.protocol === 'udp' && this.readIdentifier === undefined);
  }

  /** Whether the kind is a service, rather than requests for a MAC or several kinds that share a place. */
  get isService(): boolean {
    return this.own !== undefined;
  }

  /**
   * Whether the service has answered, this asker or another. Requests for a MAC do not ask a service.
   */
  get wasServed(): boolean {
    return this.protocol !== 'neighbour' && (this.answered > 0 || this.service !== undefined);
  }

  /** An answer later than this after its question does not count. Nanoseconds. */
  get lateNs(): number {
    if (this.#usualNs === undefined) return FIRST_ANSWER_NS;
    const late = USUAL_TIMES * this.#usualNs;
    return Math.max(SHORTEST_NS, Math.min(LONGEST_NS, late));
  }

  /** Whether an answer usually comes sooner than after this time. Nanoseconds. */
  isUsuallySooner(waitedNs: number): boolean {
    return this.#usualNs !== undefined && waitedNs > Math.max(HELD_BACK_NS, USUAL_TIMES * this.#usualNs);
  }

  /** Whether a datagram of so many octets was answered without being a reaction. */
  isRequestLength(octets: number): boolean {
    return this.#lengths?.has(octets) === true;
  }

  /** A datagram of so many octets was answered, and was no reaction. */
  learnsLength(octets: number): void {
    this.#lengths ??= new Set();
    if (this.#lengths.size < MAX_LENGTHS) this.#lengths.add(octets);
  }

  /** A question was answered in time. */
  tookNs(took: number): void {
    this.#settledBefore = this.settled;
    this.#usualNs = this.#usualNs === undefined ? took : Math.floor((7 * this.#usualNs + took) / 8);
  }
}
