/**
 * What a capture says about one virtual router: who spoke for it, and who was its master. Values, without any judgement.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Mark} from '../mark.js';
import type {ChecksumReading, RouterProtocol} from './advert.js';

/** One who was master of a virtual router. */
export interface Mastership extends Mark {
  /** Source IP of the advertisements. */
  readonly router: IpAddress;
  readonly mac: MacAddress | undefined;
  /** As it first advertised it. */
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
  /** Advertisements with the trailer of `auth_hmac`. */
  readonly signed: number;
  /** By how much the sender's clock is ahead of the capture's, by its first trailer. Nanoseconds. */
  readonly clockAheadNs?: bigint;
  /** Signed by none of the keys that are known; absent where none is. */
  readonly foreignSignatures?: number;
  readonly firstForeign?: Mark;
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
