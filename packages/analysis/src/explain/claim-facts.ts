/**
 * Claims to an address, by ARP, neighbour discovery and the virtual routers' protocols: values,
 * without judgement.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Dialect} from '@vip/arp/describe';
import type {ClaimKind, ConflictEvidence} from '@vip/arp/ownership';
import type {Mark, Run} from '../capture/mark.js';

/** "It is mine", to all stations. */
export interface Announcement extends Mark {
  readonly mac: MacAddress;
  /** Source of the frame; undefined if the capture does not contain it. */
  readonly source: MacAddress | undefined;
  /** `request-broadcast` and so on; `na-override`, `na-no-override` for IPv6. */
  readonly form: string;
  /** The software that uses this form, and the software that ignores it; absent for IPv6. */
  readonly dialect?: Dialect;
  /** Time since the address was last claimed, answers included: `locktime` counts from there. Nanoseconds. */
  readonly sinceClaimNs?: bigint;
  /** How often it was seen, if more than once: its copies, as from a mirror port, have already been left out. */
  readonly seen?: number;
}

/** A change of owner. */
export interface Tenure extends Mark {
  readonly mac: MacAddress;
  readonly how: 'first' | 'moved' | 'returned' | 'flap' | 'conflict';
  /** The evidence; `traffic` if neighbours send to it when the capture begins, `speech` if it is only seen sending. */
  readonly by: ClaimKind | 'traffic' | 'speech';
  readonly evidence?: ConflictEvidence;
  /** The previous owner. */
  readonly from?: MacAddress;
}

/** Two MACs that answered the same question. */
export interface DoubleAnswer extends Mark {
  readonly question: Mark;
  readonly asker: IpAddress;
  readonly macs: readonly [MacAddress, MacAddress];
}

/** "Who has it?", broadcast. */
export interface WhoHasQuestion extends Mark {
  readonly mac: MacAddress;
  readonly ip: IpAddress;
  /** The first answer within a second. */
  readonly answer?: Mark & {readonly mac: MacAddress};
  /** The same machine's last answer, if it answered more than once. */
  readonly again?: Mark;
}

export interface ProbeSighting extends Mark {
  readonly mac: MacAddress;
}

/** Claims of one MAC to the address. */
export interface Claimant {
  readonly mac: MacAddress;
  readonly claims: number;
  readonly first: Mark;
  readonly last: Mark;
  readonly kinds: readonly ClaimKind[];
  /** Other MACs that its requests came from, if any: the sender MAC in ARP may differ from the source of the frame. */
  readonly sources?: readonly MacAddress[];
}

/** A run of claims by one MAC: announcements, answers, requests from the address, new masterships. */
export interface ClaimRun extends Run {
  readonly mac: MacAddress;
}

/** Which MAC claims which address in a network, tracked or not. */
export interface ClaimedBy {
  /** Whether a MAC claims an address. */
  has(network: string, mac: MacAddress, ip: IpAddress): boolean;
  /** Whether another MAC does. */
  hasBesides(network: string, mac: MacAddress, ip: IpAddress): boolean;
  /**
   * Whether a MAC claims the address without being asked: it sends requests from the address, or answers
   * stations that had not asked.
   */
  isUnasked(network: string, mac: MacAddress, ip: IpAddress): boolean;
  /**
   * Whether a MAC claims the address in no other way: it neither answers stations that ask nor announces the
   * address to all.
   */
  isOnlyUnasked(network: string, mac: MacAddress, ip: IpAddress): boolean;
  /** Whether only those stations hear of it: it broadcasts none of its requests. */
  isOnlyTold(network: string, mac: MacAddress, ip: IpAddress): boolean;
  /**
   * Whether a MAC keeps sending answers to single stations that had not asked, for longer than an honest
   * machine does.
   */
  isPersistent(network: string, mac: MacAddress, ip: IpAddress): boolean;
  /** When, and how often, it claimed the address without being asked; undefined if it did not. */
  unaskedClaims(network: string, mac: MacAddress, ip: IpAddress): Run | undefined;
  /** What it claims in a network. */
  addressesOf(network: string, mac: MacAddress): readonly IpAddress[];
  networksOf(mac: MacAddress, ip: IpAddress): readonly string[];
  /** Whether a MAC sent an answer to this station alone, which had not asked. */
  hasTold(network: string, mac: MacAddress, ip: IpAddress, whom: IpAddress): boolean;
  /** All MACs that claim anything in a network, each with the address. */
  stations(network: string): Iterable<{readonly mac: MacAddress; readonly ip: IpAddress}>;
}
