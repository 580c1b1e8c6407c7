/**
 * Who owns which address, as the frames tell it. Pure: time comes with each packet.
 *
 * Every ARP packet claims that its sender IP is at its sender MAC, whatever else it is for (RFC 826 merges
 * it into the cache before it looks at the operation). A probe claims nothing: its sender is 0.0.0.0.
 *
 * | what is heard                                             | what it is |
 * | --------------------------------------------------------- | --- |
 * | another MAC claims it, the owner stays silent from then on | moved: a failover |
 * | a former owner claims it again, much later                | returned: a failback |
 * | a former owner claims it again, within two seconds        | conflict: both hold it |
 * | two MACs answer the same asker within a second            | conflict |
 * | two MACs take turns, four times within half a minute      | conflict |
 *
 * The first claim of a new owner alone never tells a move from the beginning of a conflict, not even right after
 * a claim of the old one: a node may answer and be gone a millisecond later. It is what comes next that does.
 *
 * A virtual router's MAC (RFC 9568 §7.3) and its node's own MAC are one owner: keepalived with `use_vmac`
 * announces from 00:00:5e:00:01:NN and asks its own questions, plain requests whose sender IP is the VIP, from
 * the node's MAC. Such a request is neither a move nor a conflict by itself, and changes nothing here. Without
 * a virtual MAC a plain request is a claim like any other: every cache that holds the address believes it.
 *
 * @module
 */

import type {ArpPacket} from './arp-packet.js';
import {ANY_IPV4, type Ipv4Address} from './ipv4-address.js';
import type {MacAddress} from './mac.js';

/** An address that was claimed by one MAC and is now claimed by another. */
export interface Move {
  readonly kind: 'moved';
  readonly ip: Ipv4Address;
  readonly from: MacAddress;
  readonly to: MacAddress;
  /** Nanoseconds since the former owner was last heard to claim the address. */
  readonly silenceNs: bigint;
}

/** An address that is claimed again by a MAC that had it before. */
export interface Return {
  readonly kind: 'returned';
  readonly ip: Ipv4Address;
  readonly from: MacAddress;
  readonly to: MacAddress;
  /** Nanoseconds since `from` was last heard to claim the address. */
  readonly silenceNs: bigint;
  /** Nanoseconds since `to` was last heard to claim it, before this. */
  readonly absenceNs: bigint;
}

/** An address that two MACs claim. Reported at every change of the speaker for as long as it lasts. */
export interface Conflict {
  readonly kind: 'conflict';
  readonly ip: Ipv4Address;
  /** Who spoke before, and speaks still. */
  readonly other: MacAddress;
  /** Who claims it now. */
  readonly claimant: MacAddress;
  /** Nanoseconds since `other` was last heard to claim the address. */
  readonly silenceNs: bigint;
  readonly evidence: ConflictEvidence;
}

/** By what a conflict was recognised. */
export type ConflictEvidence =
  /** The claimant spoke again sooner after it was superseded than any failover goes there and back. */
  | 'both-speak'
  /** Both answered the same asker. */
  | 'both-answer'
  /** They take turns. */
  | 'alternating';

/** What a claim did to an address. */
export type OwnershipChange = Move | Return | Conflict;

export interface OwnershipTracker {
  /**
   * Takes a packet in, and tells what its claim changed: nothing when the owner speaks, or nobody had it before.
   *
   * @param at nanoseconds on any one clock
   * @param network tells networks apart that do not hear each other: an interface, a VLAN; the same
   *   address in two of them is two addresses
   */
  observe(at: bigint, packet: ArpPacket, network: string): OwnershipChange | undefined;
}

/**
 * An owner that is superseded for a shorter time than this never was: VRRP with its default of one advertisement a
 * second needs 3 s to miss a master, and Linux waits longer than a second to believe a second reply. Nanoseconds.
 */
export const QUICKEST_RETURN_NS = 2_000_000_000n;

/** Two answers to one asker within this time answer the same question (Linux asks once a second). Nanoseconds. */
export const SAME_QUESTION_NS = 1_000_000_000n;

/** So many changes within `ALTERNATION_NS` are turns that two owners take. */
export const ALTERNATION_CHANGES = 4;

/** Nanoseconds. */
export const ALTERNATION_NS = 30_000_000_000n;

/**
 * Most addresses that are remembered. Whoever can send frames can claim any address, so without a limit a
 * scan, or somebody who means it, would fill the memory of a capture that runs for weeks.
 */
export const MAX_OWNERS = 65_536;

/** Former owners that are remembered of one address, for the same reason. */
export const MAX_FORMER_OWNERS = 8;

/** A tracker that knows nobody yet. When it is full it forgets the address that was first claimed. */
export function trackOwnership(): OwnershipTracker {
  const records = new Map<string, OwnershipRecord>();
  return {
    observe(at, packet, network) {
      const {senderIp} = packet;
      if (senderIp === ANY_IPV4) return undefined;
      const key = `${senderIp} ${network}`;
      const record = records.get(key);
      if (record !== undefined) return record.claim(claimOf(at, packet));
      if (records.size === MAX_OWNERS) records.delete(records.keys().next().value as string);
      records.set(key, new OwnershipRecord(senderIp, claimOf(at, packet)));
      return undefined;
    },
  };
}

/** One packet's claim to an address. */
interface Claim {
  readonly at: bigint;
  readonly mac: MacAddress;
  /** A plain request speaks from the address but does not speak of it. */
  readonly isPlainRequest: boolean;
  /** Who had asked; absent when it answers nobody. */
  readonly asker?: MacAddress;
}

function claimOf(at: bigint, {operation, senderMac, senderIp, targetIp, targetMac}: ArpPacket): Claim {
  const announces = senderIp === targetIp;
  return {
    at,
    mac: senderMac,
    isPlainRequest: operation === 'request' && !announces,
    ...(operation === 'reply' && !announces ? {asker: targetMac} : {}),
  };
}

/** What is known of one address. */
class OwnershipRecord {
  #owner: MacAddress;
  #heardAt: bigint;
  /** When the owner claimed it first, since another had it. */
  #ownsSince: bigint;
  /** Whether the owner has done nothing yet but ask questions from the address. */
  #onlyAsked: boolean;
  /** The owner's last answer. */
  #answered: {readonly at: bigint; readonly asker: MacAddress} | undefined;
  /** When others were last heard, the one that was superseded last at the end; most addresses have none. */
  #former: Map<MacAddress, bigint> | undefined;
  /** When the owner changed, as far back as it matters. */
  #changes: bigint[] | undefined;

  constructor(
    readonly ip: Ipv4Address,
    {at, mac, isPlainRequest, asker}: Claim,
  ) {
    this.#owner = mac;
    this.#heardAt = at;
    this.#ownsSince = at;
    this.#onlyAsked = isPlainRequest;
    this.#answered = asker === undefined ? undefined : {at, asker};
  }

  claim(claim: Claim): OwnershipChange | undefined {
    if (claim.mac === this.#owner) {
      this.#hear(claim);
      return undefined;
    }
    if (claim.isPlainRequest && isVirtualRouterMac(this.#owner) && !isVirtualRouterMac(claim.mac))
      return undefined;
    if (this.#onlyAsked && isVirtualRouterMac(claim.mac)) {
      this.#supersede(claim);
      return undefined;
    }
    const change = this.#judge(claim);
    this.#retire();
    this.#supersede(claim);
    return change;
  }

  #hear({at, isPlainRequest, asker}: Claim): void {
    this.#heardAt = at;
    this.#onlyAsked &&= isPlainRequest;
    if (asker !== undefined) this.#answered = {at, asker};
  }

  #retire(): void {
    this.#former ??= new Map();
    this.#former.delete(this.#owner);
    this.#former.set(this.#owner, this.#heardAt);
    if (this.#former.size > MAX_FORMER_OWNERS) {
      this.#former.delete(this.#former.keys().next().value as MacAddress);
    }
  }

  #supersede(claim: Claim): void {
    this.#owner = claim.mac;
    this.#ownsSince = claim.at;
    this.#onlyAsked = true;
    this.#answered = undefined;
    this.#hear(claim);
  }

  #judge({at, mac, asker}: Claim): OwnershipChange {
    const {ip} = this;
    const silenceNs = at - this.#heardAt;
    const lastHeard = this.#former?.get(mac);
    const turns = this.#countTurns(at);
    const conflict = (evidence: ConflictEvidence): Conflict => {
      return {kind: 'conflict', ip, other: this.#owner, claimant: mac, silenceNs, evidence};
    };
    if (lastHeard !== undefined && at - this.#ownsSince < QUICKEST_RETURN_NS) return conflict('both-speak');
    if (asker !== undefined && asker === this.#answered?.asker && at - this.#answered.at < SAME_QUESTION_NS)
      return conflict('both-answer');
    if (lastHeard === undefined) return {kind: 'moved', ip, from: this.#owner, to: mac, silenceNs};
    if (turns >= ALTERNATION_CHANGES) return conflict('alternating');
    return {kind: 'returned', ip, from: this.#owner, to: mac, silenceNs, absenceNs: at - lastHeard};
  }

  /** How often the owner changed lately, this change included. */
  #countTurns(at: bigint): number {
    const recent = (this.#changes ?? []).filter(change => at - change < ALTERNATION_NS);
    this.#changes = [...recent.slice(1 - ALTERNATION_CHANGES), at];
    return this.#changes.length;
  }
}

/** Whether it is the MAC of a VRRP or CARP virtual router, for IPv4 or IPv6 (RFC 9568 §7.3). */
export function isVirtualRouterMac(mac: MacAddress): boolean {
  return mac.startsWith('00:00:5e:00:01:') || mac.startsWith('00:00:5e:00:02:');
}
