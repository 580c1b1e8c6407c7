/**
 * What a capture says as a whole: its frames, its clock, its addresses and its routers. Values, without judgement.
 *
 * @module
 */

import type {IcmpErrorReason, IpAddress, MacAddress} from '@vip/arp';
import type {RouteNotice} from '@vip/arp/internal';
import type {Mark, Run} from '../capture/mark.js';
import type {RouterFacts} from '../claims/router-facts.js';
import type {StrayFrame} from '../claims/stray-frames.js';
import type {ClaimedBy} from './claim-facts.js';
import type {AddressFacts} from './facts.js';
import type {EncapsulatedCount} from './frames/encapsulated.js';
import type {Misplaced} from './frames/jumps-back.js';
import type {Pause} from './frames/pauses.js';
import type {SharedPort} from './frames/shared-ports.js';
import type {Twin} from './frames/twins.js';
import type {NameFrame} from './words/frame-naming.js';

/** A report by ICMP that advertisements were not accepted. */
export interface DeafRouter extends Mark {
  readonly by: IpAddress;
  /** Source and destination of the advertisements: if `by` is not the destination, it is a router on the way. */
  readonly router: IpAddress;
  readonly peer: IpAddress;
  readonly reason: IcmpErrorReason;
  /** The reason in words, such as `protocol unreachable`. */
  readonly said: string;
  readonly count: number;
}

/** Redirects, or a router's advertisements, that came from one MAC. */
export interface Redirect extends Run {
  readonly network: string;
  readonly mac: MacAddress;
  /** The router in whose name they were sent. */
  readonly router: IpAddress;
  readonly notice: RouteNotice;
}

/** The clock of the capturing machine was set. */
export interface ClockStep extends Mark {
  /** By how much, in nanoseconds; negative if it was set back. */
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
  /** Whether these are the facts so far of a capture that goes on, as in a watch. */
  readonly isGoingOn: boolean;
  readonly arpFrames: number;
  /** Neighbour solicitations and advertisements. */
  readonly discoveryFrames: number;
  readonly unreadable: number;
  /** Frames of an unsupported link type. */
  readonly foreign: number;
  /** Virtual machines whose hypervisor announced their new port to the switches. */
  readonly rarps: readonly RarpSighting[];
  /** Frames that were seen twice. */
  readonly copies: number;
  /** Those of them that a router had forwarded in between. */
  readonly forwarded: number;
  /** Whether everything is seen twice, because two ports were mirrored or two captures merged. */
  readonly isMirrored: boolean;
  /** Networks that are the same as another: its frames are seen both with and without their tag. */
  readonly twins: readonly Twin[];
  /** Interfaces that are ports of the segment of another one. */
  readonly ports: readonly SharedPort[];
  /** Frames with others inside, which are not examined. */
  readonly encapsulated: readonly EncapsulatedCount[];
  /** Frames whose addresses were cut off by the snap length. */
  readonly truncated: number;
  /** Those of them that may concern an address; and packets to it whose transport header was cut off. */
  readonly cutOff: {
    of(address: Pick<AddressFacts, 'ip' | 'network'>): number;
    askedOf(address: Pick<AddressFacts, 'ip' | 'network'>): number;
    mayHide(address: Pick<AddressFacts, 'ip' | 'network'>): boolean;
  };
  /** Frames stored out of chronological order. */
  readonly disorder: number;
  /** Frames that were left out because they are much older than those before them in the file. */
  readonly misplaced?: Misplaced | undefined;
  readonly clockSteps: readonly ClockStep[];
  /** Pauses without any frame, each longer than all later ones. */
  readonly pauses: readonly Pause[];
  readonly addresses: readonly AddressFacts[];
  readonly routers: readonly RouterFacts[];
  /** Frames that other machines than the master sent from a virtual MAC. */
  readonly strays: readonly StrayFrame[];
  readonly deafRouters: readonly DeafRouter[];
  readonly redirects: readonly Redirect[];
  readonly claimedBy: ClaimedBy;
  /** Whether a machine sends on, from the same MAC, what it receives in this network. */
  readonly relays: {has(network: string, mac: MacAddress): boolean};
  /** MACs that answer for many addresses besides their owners, and for how many. */
  readonly proxies: readonly {readonly mac: MacAddress; readonly addresses: number}[];
  /** Addresses not tracked because there were too many. */
  readonly beyondAddresses: number;
  /** Names of the frames of several captures; absent for a single capture. */
  readonly nameOf?: NameFrame;
  /** The second with the most ARP and neighbour discovery frames. */
  readonly busiestSecond?: {readonly at: bigint; readonly frames: number};
}
