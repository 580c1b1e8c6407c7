/**
 * What a capture says about one address: the facts that the verdicts are drawn from. Values, without any judgement.
 *
 * Times are nanoseconds as the capture dates them, frames are counted from 1 as other programs number them.
 *
 * @module
 */

import type {ClaimKind, ConflictEvidence, Dialect, IpAddress, MacAddress} from '@vip/arp';

/** When, and in which frame. */
export interface Mark {
  readonly at: bigint;
  readonly frame: number;
}

/** "It is mine", told to everybody. */
export interface Announcement extends Mark {
  readonly mac: MacAddress;
  /** Source of the frame; undefined where the capture does not tell. */
  readonly source: MacAddress | undefined;
  /** `request-broadcast` and so on; `na-override`, `na-no-override` for IPv6. */
  readonly form: string;
  /** Who speaks so and who ignores it; absent for IPv6. */
  readonly dialect?: Dialect;
  /** When its tenure's address was last claimed before by anybody, answers included: what `locktime` counts from. */
  readonly sinceClaimNs?: bigint;
}

/** Somebody became the owner. */
export interface Tenure extends Mark {
  readonly mac: MacAddress;
  readonly how: 'first' | 'moved' | 'returned' | 'flap' | 'conflict';
  readonly by: ClaimKind;
  readonly evidence?: ConflictEvidence;
  /** Who had it until then. */
  readonly from?: MacAddress;
}

/** Frames in a row, alike. */
export interface Run {
  readonly first: Mark;
  readonly last: Mark;
  readonly count: number;
}

/** Frames from one MAC that speak from the address: any sign that it answers. */
export interface AnswerRun extends Run {
  readonly mac: MacAddress;
}

/** Frames of one sender to the address in a row, all to one MAC. */
export interface SentRun extends Run {
  /** Undefined in a cooked capture. */
  readonly to: MacAddress | undefined;
  /** Frames that came back from the address to this sender meanwhile. */
  readonly answered: number;
  /** The last of them. */
  readonly lastAnswer?: Mark;
  readonly firstAnswerAt?: bigint;
  /** What made the sender choose this MAC, for all that can be seen. */
  readonly cause?: Cause;
}

export interface Cause extends Mark {
  readonly what: 'announcement' | 'own-question' | 'side-traffic';
}

/** Who speaks to the address. */
export interface Sender {
  readonly ip: IpAddress;
  readonly mac: MacAddress | undefined;
  readonly runs: readonly SentRun[];
}

/** "Who has it?", to everybody. */
export interface Question extends Mark {
  readonly mac: MacAddress;
  readonly ip: IpAddress;
  /** The first answer within a second. */
  readonly answer?: Mark & {readonly mac: MacAddress};
}

export interface ProbeSighting extends Mark {
  readonly mac: MacAddress;
}

/** What one MAC said about the address. */
export interface Claimant {
  readonly mac: MacAddress;
  readonly claims: number;
  readonly first: Mark;
  readonly last: Mark;
  readonly kinds: readonly ClaimKind[];
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
export type Interest = 'asked-for' | 'announced' | 'moved' | 'advertised' | 'conflict';

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
  readonly answers: readonly AnswerRun[];
  readonly senders: readonly Sender[];
  readonly questions: readonly Question[];
  readonly probes: readonly ProbeSighting[];
  /** Who answers for many others as well. */
  readonly proxies: readonly MacAddress[];
  readonly beyond: Beyond;
}

/** One who was master of a virtual router. */
export interface Mastership extends Mark {
  /** Source IP of the advertisements. */
  readonly router: IpAddress;
  readonly mac: MacAddress | undefined;
  readonly priority: number;
  readonly last: Mark;
  readonly count: number;
  /** It said so when it gave up (priority 0). */
  readonly resigned: boolean;
}

export interface RouterFacts {
  readonly protocol: 'VRRPv2' | 'VRRPv3' | 'CARP';
  readonly id: number;
  readonly network: string;
  readonly addresses: readonly IpAddress[];
  readonly intervalNs: bigint;
  readonly masters: readonly Mastership[];
  /** Advertisements of others while there was a master. */
  readonly rivals: number;
  readonly wrongChecksums: number;
  /** Simple text authentication, readable by everybody. */
  readonly password?: string;
  readonly beyondMasters: number;
}

export interface CaptureFacts {
  readonly frames: number;
  readonly first: Mark | undefined;
  readonly last: Mark | undefined;
  readonly arpFrames: number;
  readonly unreadable: number;
  readonly addresses: readonly AddressFacts[];
  readonly routers: readonly RouterFacts[];
  /** Addresses that were not followed because there were too many. */
  readonly beyondAddresses: number;
  /** Most ARP frames and neighbour messages in one second, and when it began. */
  readonly busiestSecond?: {readonly at: bigint; readonly frames: number};
}
