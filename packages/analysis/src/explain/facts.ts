/**
 * What a capture says about one address: the facts that the verdicts are drawn from. Values, without judgement.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Mark, Run} from '../capture/mark.js';
import type {
  DarkStretch,
  OpenQuestions,
  Sender,
  SentRun,
  Service,
  ServiceRequests,
} from '../conversations/facts.js';
import type {HalfSeenRun} from '../conversations/half-seen.js';
import type {TickleAttempt} from '../sessions/tickles.js';
import type {
  Announcement,
  Claimant,
  ClaimRun,
  DoubleAnswer,
  ProbeSighting,
  Tenure,
  WhoHasQuestion,
} from './claim-facts.js';

/** A run of frames from the address, by one MAC. */
export interface AnswerRun extends Run {
  readonly mac: MacAddress;
  /** How many of them answer a question in the capture, and the last that does. */
  readonly answers: number;
  /** Present if they crossed a router, so that `mac` is the router's. */
  readonly isForwarded?: true;
  readonly firstAnswer?: Mark;
  readonly lastAnswer?: Mark;
}

/** An ICMP error: a question to the address was refused. */
export interface Refusal extends Mark {
  readonly by: IpAddress;
  readonly byMac: MacAddress | undefined;
  readonly to: IpAddress;
  /** In words: `port unreachable`. */
  readonly reason: string;
  /** Whether a connection was refused, rather than a port probe. */
  readonly isService: boolean;
  readonly count: number;
  /** The last of them. */
  readonly last: Mark;
}

/** Signs that the capture has only one half of some conversations. */
export interface OtherWay {
  readonly halves: readonly HalfSeenRun[];
  /** Stretches in which answers could not be expected to pass here: that none did is no evidence. */
  readonly silences: readonly DarkStretch[];
}

/** What a client sent to an address in another network, in frames to the MAC of an address's owner, which forwards it. */
export interface GatewayPath {
  /** The client. */
  readonly ip: IpAddress;
  /** Undefined in a cooked capture. */
  readonly mac?: MacAddress;
  /** Whether a router forwards what it sends: `mac` is the router's, and it is the router that has the address as its gateway. */
  readonly isRouted: boolean;
  /** The address in the other network. */
  readonly to: IpAddress;
  readonly runs: readonly SentRun[];
  readonly dark: readonly DarkStretch[];
  /** What routers reported to the client about these packets. */
  readonly refusals: readonly Refusal[];
}

/** Number of each beyond those kept. */
export interface Beyond {
  readonly announcements: number;
  readonly tenures: number;
  readonly senders: number;
  readonly runs: number;
  readonly questions: number;
  readonly probes: number;
  /** TCP sessions that were open. */
  readonly sessions: number;
}

/** Why it is reported. */
export type Interest =
  | 'asked-for'
  | 'announced'
  | 'moved'
  | 'advertised'
  | 'conflict'
  | 'refused'
  /** A MAC other than its owner's probed for it, in order to take it. */
  | 'probed'
  /** Machines other than the one that claims it answer questions to it, as real servers do behind a director. */
  | 'answered-elsewhere'
  /** It is reported in another network, and has an owner here as well. */
  | 'elsewhere'
  /** It stopped answering, in a capture where no address stands out otherwise. */
  | 'unanswered'
  /** It stopped answering at a machine that other addresses may have left. */
  | 'stayed';

export interface AddressFacts {
  readonly ip: IpAddress;
  /** Interface and VLANs, `eth0` or `eth0 VLAN 10`; empty for a file that names none. */
  readonly network: string;
  readonly iface: string;
  /** `10`, `100.10`; empty for untagged frames. */
  readonly vlans: string;
  readonly interests: readonly Interest[];
  readonly first: Mark;
  readonly last: Mark;
  readonly tenures: readonly Tenure[];
  readonly announcements: readonly Announcement[];
  readonly claimants: readonly Claimant[];
  readonly claimRuns: readonly ClaimRun[];
  readonly answers: readonly AnswerRun[];
  readonly senders: readonly Sender[];
  readonly questions: readonly WhoHasQuestion[];
  readonly probes: readonly ProbeSighting[];
  /** MACs that answer for many other addresses as well. */
  readonly proxies: readonly MacAddress[];
  /** Stretches in which no sender was answered. */
  readonly dark: readonly DarkStretch[];
  /** Services for which it answered anybody, and when it did not. */
  readonly services: readonly Service[];
  /** Outcomes of the requests over the connections to its TCP ports. */
  readonly requests: readonly ServiceRequests[];
  /** Questions with a known outcome, by outcome. */
  readonly questionsAnswered: number;
  readonly questionsUnanswered: number;
  readonly doubleAnswers: readonly DoubleAnswer[];
  /** Whether answers for it came without Override (IPv6). */
  readonly isWithoutOverride: boolean;
  readonly refusals: readonly Refusal[];
  /** Announcements that are invalid: of a zero MAC or a group's, or with the Solicited flag to all nodes (RFC 4861 §7.1.2). */
  readonly invalid: readonly Announcement[];
  readonly beyond: Beyond;
  /** Tickles in its name; absent if there were none. */
  readonly tickled?: readonly TickleAttempt[];
  /** What was sent through it, if it is a gateway; absent if nothing was. */
  readonly through?: readonly GatewayPath[];
  /** Absent if whole conversations are seen. */
  readonly otherWay?: OtherWay;
  /** Absent unless three questions or more waited for longer than usual when the capture ended. */
  readonly openAtEnd?: OpenQuestions;
}
