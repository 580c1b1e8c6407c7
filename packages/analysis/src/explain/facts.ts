/**
 * What a capture says about one address: the facts that the verdicts are drawn from. Values, without any judgement.
 *
 * Times are nanoseconds as the capture dates them, frames are counted from 1 as other programs number them.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Dialect} from '@vip/arp/describe';
import type {ClaimKind, ConflictEvidence} from '@vip/arp/ownership';
import type {ChecksumReading, RouterProtocol} from '../claims/advert.js';
import type {Bounds} from '../outage.js';

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
  /** By what it is known; `traffic` of one whom its neighbours send to when the capture begins. */
  readonly by: ClaimKind | 'traffic';
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

/** Frames from one MAC that speak from the address, in a row. */
export interface AnswerRun extends Run {
  readonly mac: MacAddress;
  /** How many of them answer a question that is seen here, and the last that does. */
  readonly answers: number;
  readonly firstAnswer?: Mark;
  readonly lastAnswer?: Mark;
}

/** Frames of one sender to the address in a row, all to one MAC. */
export interface SentRun extends Run {
  /** Undefined in a cooked capture. */
  readonly to: MacAddress | undefined;
  /** What was asked in them, by what became of it; of what nothing can be known, nothing is counted. */
  readonly answered: number;
  readonly unanswered: number;
  readonly refused: number;
  /** The frames that asked in vain. */
  readonly firstUnanswered?: Mark;
  readonly lastUnanswered?: Mark;
  /** The frames that answered. */
  readonly firstAnswer?: Mark;
  readonly lastAnswer?: Mark;
  /** What made the sender choose this MAC, for all that can be seen. */
  readonly cause?: Cause;
}

export interface Cause extends Mark {
  readonly what: 'announcement' | 'own-question' | 'side-traffic';
}

/** A stretch in which something was asked, and nothing was answered. */
export interface DarkStretch {
  /** The frame that answered last before it; absent when the capture begins with it. */
  readonly lastAnswer?: Mark;
  /** When what it answered had been asked. */
  readonly lastAsked?: Mark;
  /** The questions in vain, first and last, and how many they were. */
  readonly firstUnanswered: Mark;
  readonly lastUnanswered: Mark;
  readonly questions: number;
  /** The first frame that answered again; absent when it lasts to the end of the capture. */
  readonly firstAnswer?: Mark;
  /** When what it answers was asked. */
  readonly nextAsked?: Mark;
  /** How long the address was gone, from questions to questions: at least and at most. */
  readonly bounds: Bounds;
}

/** What one sender asked in one way, and whether that was ever answered. */
export interface AskedKind {
  readonly protocol: 'echo' | 'tcp' | 'udp' | 'neighbour';
  /** The port of the address that was asked; 0 where there are no ports. */
  readonly port: number;
  readonly settled: number;
  readonly answered: number;
}

/** Who speaks to the address. */
export interface Sender {
  readonly ip: IpAddress;
  readonly mac: MacAddress | undefined;
  /** It is behind a router: that MAC asks for others from an address of its own. */
  readonly isRouted: boolean;
  readonly runs: readonly SentRun[];
  readonly dark: readonly DarkStretch[];
  readonly asked: readonly AskedKind[];
}

/** Two that answered one and the same question. */
export interface DoubleAnswer extends Mark {
  readonly question: Mark;
  readonly asker: IpAddress;
  readonly macs: readonly [MacAddress, MacAddress];
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

/** "Who has it?", to everybody. */
export interface Question extends Mark {
  readonly mac: MacAddress;
  readonly ip: IpAddress;
  /** The first answer within a second. */
  readonly answer?: Mark & {readonly mac: MacAddress};
  /** The same machine's last answer to it, where it answered more than once. */
  readonly again?: Mark;
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

/** Words of one MAC in a row: announcements, answers, questions from the address, new masterships. */
export interface ClaimRun extends Run {
  readonly mac: MacAddress;
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
export type Interest = 'asked-for' | 'announced' | 'moved' | 'advertised' | 'conflict' | 'refused';

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

/** A router that speaks for a virtual router, master or not. */
export interface Speaker extends Mark {
  readonly router: IpAddress;
  readonly mac: MacAddress | undefined;
  readonly last: Mark;
  readonly count: number;
  readonly firstPriority: number;
  /** As it last was, giving up (0) left out. */
  readonly priority: number;
  readonly changes: readonly PriorityChange[];
  readonly intervalNs: bigint;
  /** The address lists that it advertised, each once. */
  readonly lists: readonly (readonly IpAddress[])[];
  readonly reading?: ChecksumReading;
  readonly authentication?: string;
}

export interface PriorityChange extends Mark {
  readonly from: number;
  readonly to: number;
}

/** One who goes on advertising although there is a master. */
export interface Rivalry extends Mark {
  readonly master: IpAddress;
  readonly masterMac: MacAddress | undefined;
  readonly rival: IpAddress;
  readonly rivalMac: MacAddress | undefined;
  readonly last: Mark;
  readonly count: number;
}

/** From a master's last advertisement to the next one's first; longer than any takeover needs. */
export interface MasterlessStretch extends Mark {
  readonly last: Mark;
  readonly master: IpAddress;
  readonly next: IpAddress;
  /** The master had given up. */
  readonly resigned: boolean;
  /** It had advertised more than once, or gave up: that it fell silent is no accident of where the capture begins. */
  readonly isKnown: boolean;
}

export interface RouterFacts {
  readonly protocol: RouterProtocol;
  readonly id: number;
  readonly network: string;
  readonly addresses: readonly IpAddress[];
  readonly intervalNs: bigint;
  readonly masters: readonly Mastership[];
  readonly speakers: readonly Speaker[];
  readonly rivalries: readonly Rivalry[];
  readonly masterless: readonly MasterlessStretch[];
  readonly wrongChecksums: number;
  /** Simple text authentication, readable by everybody. */
  readonly password?: string;
  readonly beyondMasters: number;
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
  readonly addresses: readonly AddressFacts[];
  readonly routers: readonly RouterFacts[];
  readonly deafRouters: readonly DeafRouter[];
  /** Whether a MAC claims an address, followed or not. */
  readonly claimedBy: {has(network: string, mac: MacAddress, ip: IpAddress): boolean};
  /** Who answers for many addresses beside their owners, and for how many. */
  readonly proxies: readonly {readonly mac: MacAddress; readonly addresses: number}[];
  /** Addresses that were not followed because there were too many. */
  readonly beyondAddresses: number;
  /** Most ARP frames and neighbour messages in one second, and when it began. */
  readonly busiestSecond?: {readonly at: bigint; readonly frames: number};
}
