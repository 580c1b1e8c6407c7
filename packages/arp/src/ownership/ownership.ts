/**
 * Ownership of addresses, derived from claims: for IPv4 by ARP, for IPv6 by neighbour discovery, for either by the
 * advertisements of its virtual router. Pure: time comes with each claim.
 *
 * | heard                                                     | meaning |
 * | --------------------------------------------------------- | --- |
 * | another MAC claims it, the owner stays silent from then on | moved: a failover |
 * | a former owner claims it again, much later                | returned: a failback |
 * | a former owner claims it again, within two seconds        | conflict: both hold it |
 * | two MACs answer the same question                         | conflict |
 * | two MACs take turns, four times within 15 seconds         | conflict |
 * | the same within five minutes, never both at once          | flap |
 * | one MAC answers besides the owners of three addresses     | proxy |
 * | a node asks whether the address is in use                 | probe: it claims nothing |
 *
 * The first claim of a new owner alone never distinguishes a move from the beginning of a conflict, not even right after
 * a claim of the old one: a node may answer and be gone a millisecond later. Only what follows does.
 *
 * A virtual router's MAC (RFC 9568 §7.3) and its node's own MAC are one owner: keepalived with `use_vmac`
 * announces from 00:00:5e:00:01:NN and sends its own requests, plain ones whose sender IP is the VIP, from
 * the node's MAC. Such a request is neither a move nor a conflict by itself, and changes nothing here. Without
 * a virtual MAC a plain request is a claim like any other: every cache that holds the address believes it.
 *
 * @module
 */

import type {IpAddress} from '../wire/address/ip-address.js';
import type {MacAddress} from '../wire/address/mac.js';
import {isVirtualRouterMac} from '../wire/address/virtual-mac.js';
import type {ArpPacket} from '../wire/arp/arp-packet.js';
import {type Claim, claimOfArp, type Probe} from './claim.js';
import {Inquiries, type Inquiry, SAME_QUESTION_NS} from './inquiries.js';
import {trackProxies} from './proxy-answers.js';

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

/** Takes claims one by one. */
export interface OwnershipTracker {
  /**
   * Takes a packet and returns what its claim changed: nothing if it is the owner's, or the first.
   *
   * @param at nanoseconds on any one clock
   * @param network identifies the broadcast domain (an interface, a VLAN); the same
   *   address in two of them is two addresses
   */
  observe(at: bigint, packet: ArpPacket, network: string): OwnershipChange | undefined;
  /** A broadcast request for the address; two MACs that answer the same request both hold it. */
  asked(question: Inquiry): void;
  /** The same for a claim by any protocol. */
  claim(claim: Claim): OwnershipChange | undefined;
  /** A probe changes nothing; it is reported if another MAC owns the address. */
  probe(probe: Probe): ProbeSeen | undefined;
}

/**
 * An owner that was superseded for less than this never lost the address: VRRP with its default of one advertisement a
 * second needs 3 s to miss a master, and Linux waits longer than a second to believe a second reply. Nanoseconds.
 */
const QUICKEST_RETURN_NS = 2_000_000_000n;

/** This many changes within `ALTERNATION_NS` mean that two owners alternate. */
const ALTERNATION_CHANGES = 4;

/** Nanoseconds. */
const ALTERNATION_NS = 15_000_000_000n;

/**
 * Maximum number of addresses remembered. Anyone who can send frames can claim any address, so without a limit a
 * scan or an attacker would fill the memory of a capture that runs for weeks.
 */
const MAX_OWNERS = 65_536;

/** Former owners remembered per address, for the same reason. */
const MAX_FORMER_OWNERS = 8;

/** This many changes within `FLAP_NS`, never with two owners at once, are a flap. */
const FLAP_CHANGES = 4;

/** Nanoseconds. */
const FLAP_NS = 300_000_000_000n;

/**
 * The largest group of changes of an address's owner within the time of a flap; empty if they are too few for one.
 *
 * @param changes in the order of their time, none of them a conflict
 */
export function flappingAmong<Change extends {readonly at: bigint}>(
  changes: readonly Change[],
): readonly Change[] {
  let most: readonly Change[] = [];
  changes.forEach((start, index) => {
    const within = changes.slice(index).filter(({at}) => at - start.at < FLAP_NS);
    if (within.length > most.length) most = within;
  });
  return most.length < FLAP_CHANGES ? [] : most;
}

/** An empty tracker. When it is full, it forgets the address that was claimed first. */
export function trackOwnership(): OwnershipTracker {
  const records = new Map<string, OwnershipRecord>();
  const proxies = trackProxies();
  const inquiries = new Inquiries();

  const claim = (claimed: Claim): OwnershipChange | undefined => {
    const {ip, network} = claimed;
    const key = `${ip} ${network}`;
    const record = records.get(key);
    if (record === undefined) {
      if (records.size === MAX_OWNERS) records.delete(records.keys().next().value as string);
      const question = claimed.asker === undefined ? undefined : inquiries.answeredBy(claimed, claimed.asker);
      records.set(key, new OwnershipRecord(ip, claimed, question));
      return undefined;
    }
    const question = claimed.asker === undefined ? undefined : inquiries.answeredBy(claimed, claimed.asker);
    const change = record.claim(claimed, question);
    if (change?.kind !== 'conflict' || change.evidence === 'alternating') return change;
    const {claimant, other} = change;
    const found = proxies.bothSpeak(network, ip, claimant, other, change.evidence === 'both-answer');
    if (found === undefined) return change;
    const owner = found.proxy === claimant ? other : claimant;
    record.settle(owner, found.proxy);
    return {kind: 'proxy', ip, owner, silenceNs: change.silenceNs, ...found};
  };

  const probe = ({ip, network, mac}: Probe): ProbeSeen | undefined => {
    const owner = records.get(`${ip} ${network}`)?.owner;
    return owner === undefined || owner === mac ? undefined : {kind: 'probe', ip, owner, prober: mac};
  };

  return {
    claim,
    probe,
    asked: question => inquiries.note(question),
    observe(at, packet, network) {
      const {operation, senderIp, senderMac, targetIp} = packet;
      if (operation === 'request' && senderIp !== targetIp)
        inquiries.note({at, network, ip: targetIp, asker: senderMac});
      const claimed = claimOfArp(packet, at, network);
      return claimed === undefined ? undefined : claim(claimed);
    },
  };
}

/** State of one address. */
class OwnershipRecord {
  #owner: MacAddress;
  #heardAt: bigint;
  /** When the owner first claimed it since it took it over. */
  #ownsSince: bigint;
  /** Whether the owner has so far only sent requests from the address. */
  #onlyAsked: boolean;
  /** The owner's last answer, and when the question was asked, if that was seen. */
  #answered:
    | {readonly at: bigint; readonly asker: MacAddress; readonly question: bigint | undefined}
    | undefined;
  /** When former owners were last heard, the last one superseded at the end; most addresses have none. */
  #former: Map<MacAddress, bigint> | undefined;
  /** When the owner changed, as far back as matters. */
  #changes: bigint[] | undefined;

  constructor(
    readonly ip: IpAddress,
    {at, mac, what, asker}: Claim,
    question: bigint | undefined,
  ) {
    this.#owner = mac;
    this.#heardAt = at;
    this.#ownsSince = at;
    this.#onlyAsked = what === 'question';
    this.#answered = asker === undefined ? undefined : {at, asker, question};
  }

  get owner(): MacAddress {
    return this.#owner;
  }

  /** One of two claimants turned out to be a proxy: the other is the owner, and the proxy never was. */
  settle(owner: MacAddress, proxy: MacAddress): void {
    this.#owner = owner;
    this.#former?.delete(proxy);
    this.#changes = undefined;
  }

  /** @param question when the question was asked that the claim answers */
  claim(claim: Claim, question: bigint | undefined): OwnershipChange | undefined {
    if (claim.mac === this.#owner) {
      this.#hear(claim, question);
      return undefined;
    }
    if (claim.what === 'question' && isVirtualRouterMac(this.#owner) && !isVirtualRouterMac(claim.mac))
      return undefined;
    if (this.#onlyAsked && isVirtualRouterMac(claim.mac)) {
      this.#supersede(claim, question);
      return undefined;
    }
    const change = this.#judge(claim, question);
    this.#retire();
    this.#supersede(claim, question);
    return change;
  }

  #hear({at, what, asker}: Claim, question: bigint | undefined): void {
    this.#heardAt = at;
    this.#onlyAsked &&= what === 'question';
    if (asker !== undefined) this.#answered = {at, asker, question};
  }

  #retire(): void {
    this.#former ??= new Map();
    this.#former.delete(this.#owner);
    this.#former.set(this.#owner, this.#heardAt);
    if (this.#former.size > MAX_FORMER_OWNERS) {
      this.#former.delete(this.#former.keys().next().value as MacAddress);
    }
  }

  #supersede(claim: Claim, question: bigint | undefined): void {
    this.#owner = claim.mac;
    this.#ownsSince = claim.at;
    this.#onlyAsked = true;
    this.#answered = undefined;
    this.#hear(claim, question);
  }

  #judge({at, mac, what, asker}: Claim, question: bigint | undefined): OwnershipChange {
    const {ip} = this;
    const silenceNs = at - this.#heardAt;
    const lastHeard = this.#former?.get(mac);
    this.#noteChange(at);
    const conflict = (evidence: ConflictEvidence): Conflict => {
      return {kind: 'conflict', ip, other: this.#owner, claimant: mac, silenceNs, evidence};
    };
    const isQuick = lastHeard !== undefined && at - this.#ownsSince < QUICKEST_RETURN_NS;
    // Of two masters, the weaker resigns within an advertisement interval: that is normal for the protocol.
    if (isQuick && what !== 'advertisement') return conflict('both-speak');
    if (asker !== undefined && this.#hasAnswered(asker, at, question)) return conflict('both-answer');
    if (lastHeard === undefined) return {kind: 'moved', ip, from: this.#owner, to: mac, silenceNs};
    if (this.#changesWithin(at, ALTERNATION_NS) >= ALTERNATION_CHANGES) return conflict('alternating');
    const changes = this.#changesWithin(at, FLAP_NS);
    if (changes >= FLAP_CHANGES) return {kind: 'flap', ip, from: this.#owner, to: mac, silenceNs, changes};
    return {kind: 'returned', ip, from: this.#owner, to: mac, silenceNs, absenceNs: at - lastHeard};
  }

  /** Whether the owner answered the same question: from the same asker, and asked at the same time if that was seen. */
  #hasAnswered(asker: MacAddress, at: bigint, question: bigint | undefined): boolean {
    const answered = this.#answered;
    if (answered?.asker !== asker || at - answered.at >= SAME_QUESTION_NS) return false;
    return answered.question === question;
  }

  #noteChange(at: bigint): void {
    const most = Math.max(ALTERNATION_CHANGES, FLAP_CHANGES);
    this.#changes = [...(this.#changes ?? []).slice(1 - most), at];
  }

  /** How often the owner changed recently, including this change. */
  #changesWithin(at: bigint, withinNs: bigint): number {
    return (this.#changes ?? []).filter(change => at - change < withinNs).length;
  }
}
