/**
 * Facts about one virtual router in a capture: the routers that advertised it, and its masters. Values, without judgement.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Mark} from '../capture/mark.js';
import type {Interval} from '../collections/intervals.js';
import type {ChecksumReading, RouterProtocol} from './advert.js';

/** A master of a virtual router. */
export interface Mastership extends Mark {
  /** Source IP of the advertisements. */
  readonly router: IpAddress;
  readonly mac: MacAddress | undefined;
  /** The first priority advertised. */
  readonly priority: number;
  /** How far it demoted itself then (CARP). */
  readonly demotion?: number;
  readonly last: Mark;
  /** The last advertisement from this MAC, if the router also advertised from another: its card was replaced, or its bond failed over. */
  readonly lastOfMac?: Mark;
  readonly count: number;
  /** Whether it resigned (priority 0). */
  readonly resigned: boolean;
}

/** A router that advertises a virtual router, as master or not. */
export interface Speaker extends Mark {
  readonly router: IpAddress;
  readonly mac: MacAddress | undefined;
  readonly last: Mark;
  readonly count: number;
  readonly firstPriority: number;
  /** The last priority, except for a resignation (0). */
  readonly priority: number;
  readonly changes: readonly PriorityChange[];
  /** Changes of how far it demoted itself (CARP); absent if there were none. */
  readonly demotions?: readonly PriorityChange[];
  readonly intervalNs: bigint;
  /** The address lists that it advertised, each once. */
  readonly lists: readonly (readonly IpAddress[])[];
  readonly reading?: ChecksumReading;
  readonly authentication?: string;
  /** In clear text. */
  readonly password?: string;
  /** The time to live with which its advertisements arrive, if that is not 255: receivers discard them. */
  readonly strayHops?: number;
  /** The destination MAC of its advertisements, if that is not their group's. */
  readonly strayMac?: MacAddress;
  /** Number of advertisements with the trailer of `auth_hmac`. */
  readonly signed: number;
  /** How far the sender's clock is ahead of the capture's, by its first trailer. Nanoseconds. */
  readonly clockAheadNs?: bigint;
  /** Number of advertisements signed with none of the known keys; absent if no key is known. */
  readonly foreignSignatures?: number;
  readonly firstForeign?: Mark;
}

export interface PriorityChange extends Mark {
  readonly from: number;
  readonly to: number;
}

/** A router that keeps advertising although there is a master. */
export interface Rivalry extends Mark {
  readonly master: IpAddress;
  readonly masterMac: MacAddress | undefined;
  readonly rival: IpAddress;
  readonly rivalMac: MacAddress | undefined;
  readonly last: Mark;
  readonly count: number;
  /** Whether the master was heard again after the rival; otherwise it may have gone, and the rival succeeded it. */
  readonly isMutual: boolean;
}

/** From a master's last advertisement to the next one's first, if longer than any takeover needs. */
export interface MasterlessStretch extends Mark {
  readonly last: Mark;
  readonly master: IpAddress;
  readonly next: IpAddress;
  /** Whether the master had resigned. */
  readonly resigned: boolean;
  /** Whether it had advertised more than once, or resigned: only then is it certain that it was the master. */
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
  /** Intervals between successive advertisements of the masters, if longer than two advertisement intervals; the first `MAX_SILENCES`. */
  readonly silences: readonly Interval[];
  readonly wrongChecksums: number;
  /** Simple text authentication, in clear text. */
  readonly password?: string;
  readonly beyondMasters: number;
}
