/**
 * What a capture shows about one virtual router: which routers advertised it, and which was its master. Values, without judgement.
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
  /** The last from this MAC, where the same router advertised from another as well: a card that was replaced, a bond that changed. */
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
  /** How far it demoted itself (CARP), as it changed; absent if that did not. */
  readonly demotions?: readonly PriorityChange[];
  readonly intervalNs: bigint;
  /** The address lists that it advertised, each once. */
  readonly lists: readonly (readonly IpAddress[])[];
  readonly reading?: ChecksumReading;
  readonly authentication?: string;
  /** In clear text. */
  readonly password?: string;
  /** With which time to live its advertisements arrive, if that is not 255: a receiver discards them. */
  readonly strayHops?: number;
  /** Where its advertisements went, if that is not the MAC of their group. */
  readonly strayMac?: MacAddress;
  /** Advertisements with the trailer of `auth_hmac`. */
  readonly signed: number;
  /** How far the sender's clock is ahead of the capture's, by its first trailer. Nanoseconds. */
  readonly clockAheadNs?: bigint;
  /** Signed with none of the known keys; absent if no key is known. */
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
  /** The master was heard again after the rival had spoken; otherwise it may have gone, and is followed. */
  readonly isMutual: boolean;
}

/** From a master's last advertisement to the next one's first, if longer than any takeover needs. */
export interface MasterlessStretch extends Mark {
  readonly last: Mark;
  readonly master: IpAddress;
  readonly next: IpAddress;
  /** Whether the master had resigned. */
  readonly resigned: boolean;
  /** Whether it had advertised more than once, or resigned: its silence is then not an artefact of where the capture begins. */
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
  /** From one advertisement of the masters to the next, if that is more than two intervals later; the first `MAX_SILENCES`. */
  readonly silences: readonly Interval[];
  readonly wrongChecksums: number;
  /** Simple text authentication, in clear text. */
  readonly password?: string;
  readonly beyondMasters: number;
}
