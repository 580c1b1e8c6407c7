/**
 * Changes that a claim can make to the ownership of an address, and observations that change nothing.
 *
 * @module
 */

import type {IpAddress} from '../wire/address/ip-address.js';
import type {MacAddress} from '../wire/address/mac.js';

/** An address that was claimed by one MAC and is now claimed by another. */
export interface Move {
  readonly kind: 'moved';
  readonly ip: IpAddress;
  readonly from: MacAddress;
  readonly to: MacAddress;
  /** Nanoseconds since the former owner was last heard to claim the address. */
  readonly silenceNs: bigint;
}

/** An address that is claimed again by a MAC that had it before. */
export interface Return {
  readonly kind: 'returned';
  readonly ip: IpAddress;
  readonly from: MacAddress;
  readonly to: MacAddress;
  /** Nanoseconds since `from` was last heard to claim the address. */
  readonly silenceNs: bigint;
  /** Nanoseconds since `to` was last heard to claim it, before this. */
  readonly absenceNs: bigint;
}

/** An address that two MACs claim. Reported whenever the speaker changes, for as long as it lasts. */
export interface Conflict {
  readonly kind: 'conflict';
  readonly ip: IpAddress;
  /** The earlier claimant, which still claims it. */
  readonly other: MacAddress;
  /** The new claimant. */
  readonly claimant: MacAddress;
  /** Nanoseconds since `other` was last heard to claim the address. */
  readonly silenceNs: bigint;
  readonly evidence: ConflictEvidence;
}

/** How a conflict was recognised. */
export type ConflictEvidence =
  /** The claimant was seen again sooner after it was superseded than any failover and failback could take. */
  | 'both-speak'
  /** Both answered the same question. */
  | 'both-answer'
  /** Their claims alternate. */
  | 'alternating';

/** An address that flaps, with one owner at a time. Reported in place of a return. */
export interface Flap {
  readonly kind: 'flap';
  readonly ip: IpAddress;
  readonly from: MacAddress;
  readonly to: MacAddress;
  /** Nanoseconds since `from` was last heard to claim the address. */
  readonly silenceNs: bigint;
  /** How often it changed owner within five minutes, including this time. */
  readonly changes: number;
}

/** One MAC that answers besides the owners of several addresses, as `proxy_arp` does. Changes no owner. */
export interface ProxyAnswer {
  readonly kind: 'proxy';
  readonly ip: IpAddress;
  readonly owner: MacAddress;
  readonly proxy: MacAddress;
  /** Nanoseconds since the owner was last heard. */
  readonly silenceNs: bigint;
  /** Number of addresses owned by others for which it answered. */
  readonly addresses: number;
}

/** A node asks whether an owned address is in use, before taking it. */
export interface ProbeSeen {
  readonly kind: 'probe';
  readonly ip: IpAddress;
  readonly owner: MacAddress;
  readonly prober: MacAddress;
}

/** Effect of a claim on an address. */
export type OwnershipChange = Move | Return | Conflict | Flap | ProxyAnswer;
