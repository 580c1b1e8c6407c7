/**
 * What a capture says about one address: the facts that the verdicts are drawn from. Values, without any judgement.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {RouterFacts} from '../claims/router-facts.js';
import type {DarkStretch, Sender} from '../conversations/facts.js';
import type {Mark, Run} from '../mark.js';
import type {
  Announcement,
  Claimant,
  ClaimRun,
  DoubleAnswer,
  ProbeSighting,
  Question,
  Tenure,
} from './claim-facts.js';
import type {Pause} from './pauses.js';

/** Frames from one MAC that speak from the address, in a row. */
export interface AnswerRun extends Run {
  readonly mac: MacAddress;
  /** How many of them answer a question that is seen here, and the last that does. */
  readonly answers: number;
  readonly firstAnswer?: Mark;
  readonly lastAnswer?: Mark;
}

/** Somebody said that what was asked of the address is refused. */
export interface Refusal extends Mark {
  readonly by: IpAddress;
  readonly byMac: MacAddress | undefined;
  readonly to: IpAddress;
  /** In words: `port unreachable`. */
  readonly reason: string;
  /** It was a connection that was refused, and no probe of a port. */
  readonly isService: boolean;
  readonly count: number;
}

/** A machine that says of advertisements sent to it that nobody there reads them. */
export interface DeafRouter extends Mark {
  readonly by: IpAddress;
  readonly mac: MacAddress | undefined;
  readonly count: number;
}

/** How many of each there were beyond those that are kept. */
export interface Beyond {
  readonly announcements: number;
  readonly tenures: number;
  readonly senders: number;
  readonly runs: number;
  readonly questions: number;
  readonly probes: number;
}

/** Why it is looked at. */
export type Interest =
  | 'asked-for'
  | 'announced'
  | 'moved'
  | 'advertised'
  | 'conflict'
  | 'refused'
  /** Another than its owner asked whether it is in use, as one who wants it does. */
  | 'probed'
  /** It answered and then did not, in a capture where no address stands out otherwise. */
  | 'unanswered';

export interface AddressFacts {
  readonly ip: IpAddress;
  /** The interface and the VLANs, `eth0` or `eth0 VLAN 10`; empty for a file that names none. */
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
  readonly questions: readonly Question[];
  readonly probes: readonly ProbeSighting[];
  /** Who answers for many others as well. */
  readonly proxies: readonly MacAddress[];
  /** When nobody was answered. */
  readonly dark: readonly DarkStretch[];
  /** Questions whose fate is known, by what it was. */
  readonly questionsAnswered: number;
  readonly questionsUnanswered: number;
  readonly doubleAnswers: readonly DoubleAnswer[];
  /** Whether answers for it came without Override (IPv6). */
  readonly isWithoutOverride: boolean;
  readonly refusals: readonly Refusal[];
  /** Announcements that can be believed by nobody: of a MAC that is zero, or a group's. */
  readonly invalid: readonly Announcement[];
  readonly beyond: Beyond;
}

/** The clock of the capturing machine was set. */
export interface ClockStep extends Mark {
  /** Nanoseconds; negative when it was set back. */
  readonly by: bigint;
}

export interface RarpSighting extends Mark {
  readonly mac: MacAddress;
  readonly network: string;
}

export interface CaptureFacts {
  readonly frames: number;
  readonly first: Mark | undefined;
  readonly last: Mark | undefined;
  readonly arpFrames: number;
  /** Neighbour solicitations and advertisements. */
  readonly discoveryFrames: number;
  readonly unreadable: number;
  /** Frames of a link type that is not read. */
  readonly foreign: number;
  /** Machines whose hypervisor told the switches where they are now. */
  readonly rarps: readonly RarpSighting[];
  /** Frames that were seen twice. */
  readonly copies: number;
  /** Frames whose addresses were cut off by the snap length. */
  readonly truncated: number;
  /** Frames that came later than others of a later time. */
  readonly disorder: number;
  readonly clockSteps: readonly ClockStep[];
  /** Times without any frame, each longer than all after it. */
  readonly pauses: readonly Pause[];
  readonly addresses: readonly AddressFacts[];
  readonly routers: readonly RouterFacts[];
  readonly deafRouters: readonly DeafRouter[];
  /** Whether a MAC claims an address, followed or not. */
  readonly claimedBy: {
    has(network: string, mac: MacAddress, ip: IpAddress): boolean;
    /** Whether another does. */
    hasBesides(network: string, mac: MacAddress, ip: IpAddress): boolean;
  };
  /** Who answers for many addresses beside their owners, and for how many. */
  readonly proxies: readonly {readonly mac: MacAddress; readonly addresses: number}[];
  /** Addresses that were not followed because there were too many. */
  readonly beyondAddresses: number;
  /** Most ARP frames and neighbour messages in one second, and when it began. */
  readonly busiestSecond?: {readonly at: bigint; readonly frames: number};
}
