/**
 * The ownership of one address: its owner, its former owners, and what a claim by another MAC means.
 *
 * @module
 */

import type {IpAddress} from '../wire/address/ip-address.js';
import type {MacAddress} from '../wire/address/mac.js';
import {isVirtualRouterMac} from '../wire/address/virtual-mac.js';
import {SAME_QUESTION_NS} from './address-requests.js';
import type {Claim} from './claim.js';
import {FLAP_CHANGES, FLAP_NS} from './flap.js';
import type {Conflict, ConflictEvidence, OwnershipChange} from './ownership-change.js';

/**
 * An owner that was superseded for less than this never lost the address: VRRP with its default of one advertisement a
 * second needs 3 s to miss a master, and Linux waits longer than a second to believe a second reply. Nanoseconds.
 */
const QUICKEST_RETURN_NS = 2_000_000_000n;

/** This many changes within `ALTERNATION_NS`, among the same two MACs, mean that two owners alternate. */
const ALTERNATION_CHANGES = 4;

/** Nanoseconds. */
const ALTERNATION_NS = 15_000_000_000n;

/** Former owners remembered per address: anyone who can send frames can claim it. */
const MAX_FORMER_OWNERS = 8;

interface LastAnswer {
  at: bigint;
  asker: MacAddress;
  /** When the question was asked, if that was seen. */
  question: bigint | undefined;
}

/** State of one address in one broadcast domain. */
export class OwnershipRecord {
  #owner: MacAddress;
  #heardAt: bigint;
  /** When the owner first claimed it since it took it over. */
  #ownsSince: bigint;
  /** Whether the owner has so far only sent requests from the address. */
  #onlyAsked: boolean;
  /** That of the owner: one object, overwritten by each answer. */
  #answered: LastAnswer | undefined;
  /** When former owners were last heard, the last one superseded at the end; most addresses have none. */
  #former: Map<MacAddress, bigint> | undefined;
  /** When the owner changed, and to whom, as far back as matters. */
  #changes: {readonly at: bigint; readonly to: MacAddress}[] | undefined;

  readonly network: string;

  constructor(
    readonly ip: IpAddress,
    {at, mac, network, what, asker}: Claim,
    question: bigint | undefined,
  ) {
    this.network = network;
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
    if (asker === undefined) return;
    const answered = this.#answered;
    if (answered === undefined) this.#answered = {at, asker, question};
    else {
      answered.at = at;
      answered.asker = asker;
      answered.question = question;
    }
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
    this.#noteChange(at, mac);
    const conflict = (evidence: ConflictEvidence): Conflict => {
      return {kind: 'conflict', ip, other: this.#owner, claimant: mac, silenceNs, evidence};
    };
    const isQuick = lastHeard !== undefined && at - this.#ownsSince < QUICKEST_RETURN_NS;
    // Of two masters, the weaker resigns within an advertisement interval: that is normal for the protocol.
    if (isQuick && what !== 'advertisement') return conflict('both-speak');
    if (asker !== undefined && this.#hasAnswered(asker, at, question)) return conflict('both-answer');
    if (lastHeard === undefined) return {kind: 'moved', ip, from: this.#owner, to: mac, silenceNs};
    if (this.#alternates(at)) return conflict('alternating');
    const changes = this.#changesWithin(at, FLAP_NS).length;
    if (changes >= FLAP_CHANGES) return {kind: 'flap', ip, from: this.#owner, to: mac, silenceNs, changes};
    return {kind: 'returned', ip, from: this.#owner, to: mac, silenceNs, absenceNs: at - lastHeard};
  }

  /** Whether the owner answered the same question: from the same asker, and asked at the same time if that was seen. */
  #hasAnswered(asker: MacAddress, at: bigint, question: bigint | undefined): boolean {
    const answered = this.#answered;
    if (answered?.asker !== asker || at - answered.at >= SAME_QUESTION_NS) return false;
    return answered.question === question;
  }

  #noteChange(at: bigint, to: MacAddress): void {
    const most = Math.max(ALTERNATION_CHANGES, FLAP_CHANGES);
    this.#changes = [...(this.#changes ?? []).slice(1 - most), {at, to}];
  }

  /** With a third MAC among them, the address is passed around rather than contested. */
  #alternates(at: bigint): boolean {
    const recent = this.#changesWithin(at, ALTERNATION_NS);
    return recent.length >= ALTERNATION_CHANGES && new Set(recent.map(({to}) => to)).size === 2;
  }

  /** The recent changes of owner, including this one. */
  #changesWithin(at: bigint, withinNs: bigint) {
    return (this.#changes ?? []).filter(change => at - change.at < withinNs);
  }
}
