/**
 * What the conversations of each protocol have in common: an address that is asked, and one asker of it.
 *
 * @module
 */

import type {AddressKey} from '@vip/arp';
import type {CaptureClock} from '../../capture/capture-clock.js';
import type {SeenView} from '../../capture/seen-view.js';
import type {HalfSeen} from '../half-seen.js';
import type {Question, WhoAsked} from '../questions/question.js';
import type {QuestionKind} from '../questions/question-kind.js';
import type {QuestionKinds} from '../questions/question-kinds.js';
import type {TcpFlow} from '../tcp/tcp-flow.js';
import type {TcpRequest} from '../tcp/tcp-request.js';
import type {RunsOfAddress, SentRuns} from './sent-runs.js';

/** The address asked, as seen by one asker. */
export interface AskedAddress extends RunsOfAddress {
  readonly clock: CaptureClock;
  /** Takes a question, and settles earlier ones if possible. */
  asked(question: Question, ns: number): void;
  /** The first question of its kind that was answered. */
  answeredFirst(question: Question): void;
  /** A question was answered. */
  settle(ns: number): void;
  /** Whether a request by this station was answered: "it is at that MAC". */
  wasTold(station: number): boolean;
  /** Conversations of which only half is seen; undefined while there are none. */
  readonly halfSeen: HalfSeen | undefined;
  /** The client carries on as if it had been answered. */
  answeredElsewhere(asker: AddressKey, flow: number, ns: number, frame: number): void;
  /** A request was sent over a connection, or a greeting is due. */
  requested(request: TcpRequest, ns: number): void;
  /** The ends of a connection take turns. @param kind that of its client */
  takesTurns(connection: TcpFlow, kind: QuestionKind): void;
  /** The first data after a long wait of a connection whose ends took turns. */
  endsWait(connection: TcpFlow, answer: SeenView): void;
  /** The asker's questions of this kind are no longer followed. */
  forget(kind: QuestionKind, asker: WhoAsked): void;
}

/** An asker, as seen by its conversations. */
export interface Asking extends WhoAsked {
  readonly key: AddressKey;
  readonly mac: number;
  readonly address: AskedAddress;
  readonly runs: SentRuns;
  readonly kinds: QuestionKinds;
  /** Whether it initiates conversations, and does not only answer. */
  isActive: boolean;
  /** Whether it sent more than a SYN from a port: a source that never does may be forged (RFC 4987 §2). */
  hasGoneOn: boolean;
  /** The last request for the MAC, until it is answered. */
  neighbour: Question | undefined;
  /** The last question to a service. */
  latest: Question | undefined;
  /** A new question, of which the address is told. @param end see there */
  question(kind: QuestionKind, view: SeenView, end: number): Question;
}
