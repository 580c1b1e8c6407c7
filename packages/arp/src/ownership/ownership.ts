/**
 * Who owns which address, as claims tell it: of IPv4 by ARP, of IPv6 by neighbour discovery, of either by the
 * advertisements of its virtual router. Pure: time comes with each claim.
 *
 * | what is heard                                             | what it is |
 * | --------------------------------------------------------- | --- |
 * | another MAC claims it, the owner stays silent from then on | moved: a failover |
 * | a former owner claims it again, much later                | returned: a failback |
 * | a former owner claims it again, within two seconds        | conflict: both hold it |
 * | two MACs answer the same question                         | conflict |
 * | two MACs take turns, four times within 15 seconds         | conflict |
 * | the same within five minutes, never both at once          | flap |
 * | one MAC answers besides the owners of three addresses     | proxy |
 * | somebody asks whether the address is in use               | probe: it claims nothing |
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

/** An address that two MACs claim. Reported at every change of the speaker for as long as it lasts. */
export interface Conflict {
  readonly kind: 'conflict';
  readonly ip: IpAddress;
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
  /** The claimant was seen again sooner after it was superseded than any failover goes there and back. */
  | 'both-speak'
  /** Both answered the same asker. */
  | 'both-answer'
  /** They take turns. */
  | 'alternating';

/** An address that goes to and fro, one owner at a time. Reported in place of a return. */
export interface Flap {
  readonly kind: 'flap';
  readonly ip: IpAddress;
  readonly from: MacAddress;
  readonly to: MacAddress;
  /** Nanoseconds since `from` was last heard to claim the address. */
  readonly silenceNs: bigint;
  /** How often it changed hands within five minutes, this time included. */
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
  /** For how many addresses that others own it was heard to answer. */
  readonly addresses: number;
}

/** Somebody asks whether an owned address is in use, before he takes it. */
export interface ProbeSeen {
  readonly kind: 'probe';
  readonly ip: IpAddress;
  readonly owner: MacAddress;
  readonly prober: MacAddress;
}

/** What a claim did to an address. */
export type OwnershipChange = Move | Return | Conflict | Flap | ProxyAnswer;

/** Takes claims in, one by one. */
export interface OwnershipTracker {
  /**
   * Takes a packet in, and tells what its claim changed: nothing when the owner speaks, or nobody had it before.
   *
   * @param at nanoseconds on any one clock
   * @param network tells networks apart that do not hear each other: an interface, a VLAN; the same
   *   address in two of them is two addresses
   */
  observe(at: bigint, packet: ArpPacket, network: string): OwnershipChange | undefined;
  /** Somebody asks everybody who has the address; two who answer the same question both hold it. */
  asked(question: Inquiry): void;
  /** The same for a claim of any protocol. */
  claim(claim: Claim): OwnershipChange | undefined;
  /** A probe changes nothing; it is told when another owns the address. */
  probe(probe: Probe): ProbeSeen | undefined;
}

/**
 * An owner that is superseded for a shorter time than this never was: VRRP with its default of one advertisement a
 * second needs 3 s to miss a master, and Linux waits longer than a second to believe a second reply. Nanoseconds.
 */
const QUICKEST_RETURN_NS = 2_000_000_000n;

/** So many changes within `ALTERNATION_NS` are turns that two owners take. */
const ALTERNATION_CHANGES = 4;

/** Nanoseconds. */
const ALTERNATION_NS = 15_000_000_000n;

/**
 * Most addresses that are remembered. Whoever can send frames can claim any address, so without a limit a
 * scan, or somebody who means it, would fill the memory of a capture that runs for weeks.
 */
const MAX_OWNERS = 65_536;

/** Former owners that are remembered of one address, for the same reason. */
const MAX_FORMER_OWNERS = 8;

/** So many changes within `FLAP_NS`, never two owners at once, are a flap. */
const FLAP_CHANGES = 4;

/** Nanoseconds. */
const FLAP_NS = 300_000_000_000n;

/**
 * The most changes of one address's owner that fell into the time of a flap; none when they are too few for one.
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

/** A tracker that knows nobody yet. When it is full it forgets the address that was first claimed. */
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

/** What is known of one address. */
class OwnershipRecord {
  #owner: MacAddress;
  #heardAt: bigint;
  /** When the owner claimed it first, since another had it. */
  #ownsSince: bigint;
  /** Whether the owner has done nothing yet but ask questions from the address. */
  #onlyAsked: boolean;
  /** The owner's last answer, and when the question was asked, if that was seen. */
  #answered:
    | {readonly at: bigint; readonly asker: MacAddress; readonly question: bigint | undefined}
    | undefined;
  /** When others were last heard, the one that was superseded last at the end; most addresses have none. */
  #former: Map<MacAddress, bigint> | undefined;
  /** When the owner changed, as far back as it matters. */
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

  /** Of two that both speak one turned out to be a proxy: the other is the owner, and the proxy never was. */
  settle(owner: MacAddress, proxy: MacAddress): void {
    this.#owner = owner;
    this.#former?.delete(proxy);
    this.#changes = undefined;
  }

  /** @param question when it was asked what the claim answers */
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
    // Of two masters the weaker gives way within an advertisement: that is the protocol at work.
    if (isQuick && what !== 'advertisement') return conflict('both-speak');
    if (asker !== undefined && this.#hasAnswered(asker, at, question)) return conflict('both-answer');
    if (lastHeard === undefined) return {kind: 'moved', ip, from: this.#owner, to: mac, silenceNs};
    if (this.#changesWithin(at, ALTERNATION_NS) >= ALTERNATION_CHANGES) return conflict('alternating');
    const changes = this.#changesWithin(at, FLAP_NS);
    if (changes >= FLAP_CHANGES) return {kind: 'flap', ip, from: this.#owner, to: mac, silenceNs, changes};
    return {kind: 'returned', ip, from: this.#owner, to: mac, silenceNs, absenceNs: at - lastHeard};
  }

  /** Whether the owner answered the same question: of the same asker, asked at the same time where that was seen. */
  #hasAnswered(asker: MacAddress, at: bigint, question: bigint | undefined): boolean {
    const answered = this.#answered;
    if (answered?.asker !== asker || at - answered.at >= SAME_QUESTION_NS) return false;
    return answered.question === question;
  }

  #noteChange(at: bigint): void {
    const most = Math.max(ALTERNATION_CHANGES, FLAP_CHANGES);
    this.#changes = [...(this.#changes ?? []).slice(1 - most), at];
  }

  /** How often the owner changed lately, this change included. */
  #changesWithin(at: bigint, withinNs: bigint): number {
    return (this.#changes ?? []).filter(change => at - change < withinNs).length;
  }
}
