/**
 * Questions to an address and their outcomes: values, without judgement.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Mark, Run} from '../capture/mark.js';
import type {CauseKind} from '../neighbour-cache/cause-words.js';
import type {Bounds} from '../outages/outage.js';
import type {SessionFacts} from '../sessions/facts.js';
import type {ServiceName} from './protocol.js';

export type {ServiceName} from './protocol.js';

/** A run of frames of one sender to the address, all to one MAC. */
export interface SentRun extends Run {
  /** Undefined in a cooked capture. */
  readonly to: MacAddress | undefined;
  /** Their questions, by outcome; those of unknown outcome are not counted. */
  readonly answered: number;
  readonly unanswered: number;
  readonly refused: number;
  /** Those of unknown outcome after which others were answered: the capture ended before it was too late for their answers. */
  readonly overtaken: number;
  /** The first and last unanswered question. */
  readonly firstUnanswered?: Mark;
  readonly lastUnanswered?: Mark;
  /** The first and last answer. */
  readonly firstAnswer?: Mark;
  readonly lastAnswer?: Mark;
  readonly firstRefusal?: Mark;
  /** Why the sender chose this MAC, as far as visible. */
  readonly cause?: RunCause;
}

/** Why a sender chose a MAC, as far as frames show. */
export interface RunCause extends Mark {
  readonly what: Extract<CauseKind, 'announcement' | 'own-question' | 'unasked-answer' | 'side-traffic'>;
  /**
   * Every station accepts the answer to its own question. Whether it accepts anything else depends on its settings (`drop_gratuitous_arp`,
   * `arp_accept`) and on the age of its entry (locktime), which a capture does not show: any other cause is only probable.
   */
  readonly isCertain: boolean;
}

/** Answers that came too late to count. */
export interface LateAnswers {
  readonly answers: number;
  /** How long the quickest of them took, and the slowest. Nanoseconds. */
  readonly leastNs: bigint;
  readonly mostNs: bigint;
}

/** A stretch with questions but no answers. */
export interface DarkStretch {
  /** The last answer before it; absent if the capture begins with it. */
  readonly lastAnswer?: Mark;
  /** The question that it answered. */
  readonly lastAsked?: Mark;
  /** The first and last unanswered question, and their number. */
  readonly firstUnanswered: Mark;
  readonly lastUnanswered: Mark;
  readonly questions: number;
  /** The answer to its only question, if it came too late to count. */
  readonly lateAnswer?: Mark;
  /** The first answer after it; absent if it lasts to the end of the capture. */
  readonly firstAnswer?: Mark;
  /** The question that it answers. */
  readonly nextAsked?: Mark;
  /** Lower and upper bound of the outage, from question to question. */
  readonly bounds: Bounds;
  /** The part of it that may not have passed at all: nothing was captured, and pings went on as if less time had passed. Nanoseconds. */
  readonly leapNs?: bigint;
  /** Some of its questions were answered after all, too late to count. */
  readonly late?: LateAnswers;
  /** The services that were asked then, if they were few and nothing else was asked. */
  readonly services?: readonly ServiceName[];
  /** Whether none of its questions needs an answer: one end streams, and the other may only listen. */
  readonly isStreamed?: boolean;
  /** Whether its end is unknown because clients stopped asking long before the capture ended. */
  readonly isGivenUp?: boolean;
  /** Whether its end is unknown because the capture goes on. */
  readonly isGoingOn?: boolean;
  /** Whether its end is unknown, but its questions were certainly not answered in time. */
  readonly isOverdue?: boolean;
}

/** A stretch in which one service did not answer, whether or not others did. */
export interface ServiceStretch extends Omit<DarkStretch, 'services'> {
  /** Of its questions, those that would open a TCP connection. */
  readonly opening: number;
  /** Those that were refused: by a reset, or an ICMP error of the address itself. */
  readonly refused: number;
}

/** A service that has answered at least once. */
export interface Service extends ServiceName {
  /** Stretches in which none of its askers was answered. */
  readonly dark: readonly ServiceStretch[];
}

/** Outcomes of the first requests over the connections to a TCP port, if both the request and its outcome are in the capture. */
export interface ServiceRequests extends ServiceName {
  /** Connections over which data came back. */
  readonly answered: number;
  /** Connections that the address accepted, and reset within 30 s without any data. */
  readonly reset: number;
  /** Connections that it closed in the same way, although a request had been sent. */
  readonly closed: number;
  /** Connections whose request was acknowledged, but not answered for 5 s, or until the client hung up after a second or later. */
  readonly silent: number;
  /** Requests in vain of which too little was captured to tell whether they wait on purpose; absent if there are none. */
  readonly unread?: number;
  /** The first of these requests. */
  readonly firstSilent?: Mark;
  /** Stretches in which none of the requests that should have been answered was; a service that never answers, such as a log server, has none. */
  readonly dark: readonly ServiceStretch[];
  /** Absent unless three or more wait, and no other request was answered since. */
  readonly waiting?: WaitingTurns;
  /** Absent unless three or more waited, and then were all answered at the same time. */
  readonly waited?: readonly WaitedTurns[];
}

/** The last questions to an address, if the capture ended before they were answered. */
export interface OpenQuestions {
  readonly questions: number;
  readonly first: Mark;
  readonly last: Mark;
  /** From the first of them to the end. Nanoseconds. */
  readonly waitedNs: bigint;
}

/** Requests whose clients wait for an answer, though both ends of each connection had taken turns until then. */
export interface WaitingTurns {
  /** One over each connection. */
  readonly requests: number;
  /** Of these, how many were cut off before they show that they wait on purpose. */
  readonly unread: number;
  readonly clients: number;
  /** The fewest requests over one of the connections that were answered in turn before. */
  readonly turns: number;
  readonly first: Mark;
  readonly last: Mark;
  /** From the first of them to the end, or to the first answer. Nanoseconds. */
  readonly leastNs: bigint;
}

/** The same, if they were then all answered within 250 ms. */
export interface WaitedTurns extends WaitingTurns {
  readonly firstAnswer: Mark;
  readonly lastAnswer: Mark;
  /** Whether the answers are so much closer together than the requests that these did not take equally long. */
  readonly isSudden: boolean;
}

/** Questions of one kind from one sender, and whether they were answered. */
export interface AskedKind extends ServiceName {
  readonly settled: number;
  readonly answered: number;
  /** Of these, how many were answered too late to count. */
  readonly late: number;
  /** Of these, how many are taken to be answered because a later one was: nothing shows which request a datagram answers. */
  readonly assumed: number;
  /** Stretches in which these were not answered, whether or not other questions were. */
  readonly dark: readonly ServiceStretch[];
}

/** Frames from the address to one of its senders, all to one MAC, which differs from the one that the sender last sent from. */
export interface ReturnedRun extends Run {
  readonly to: MacAddress;
}

/** Pings that a sender sent, by their numbers and its pace, and that are not in the capture. */
export interface MissingPings {
  readonly count: number;
  /** The one before them, and the one after them. */
  readonly before: Mark;
  readonly after: Mark;
}

/** A sender of frames to the address. */
export interface Sender {
  readonly ip: IpAddress;
  readonly mac: MacAddress | undefined;
  /** Whether it is behind a router: its MAC sends requests from an address of its own. */
  readonly isRouted: boolean;
  readonly runs: readonly SentRun[];
  readonly dark: readonly DarkStretch[];
  readonly asked: readonly AskedKind[];
  /** Ports that it asked in vain beyond those in `asked`. */
  readonly askedBeyond: number;
  /** Its TCP connections to the address that were open, and that neither end closed. */
  readonly sessions: readonly SessionFacts[];
  /** Frames that the address sent to it at a MAC other than its own, by MAC; absent if there are none. */
  readonly returned?: readonly ReturnedRun[];
  /** The most in a row; absent if there are none. */
  readonly missing?: MissingPings;
}
