/**
 * Records what ARP and neighbour discovery say about an address, in terms common to both: a claim, an announcement, a question, an answer,
 * a probe.
 *
 * @module
 */

import {type AddressKey, type IpAddress, keyOf, type MacAddress, numberOfMac, UNKNOWN_MAC} from '@vip/arp';
import {type Claim, type OwnershipTracker, type Probe, trackOwnership} from '@vip/arp/ownership';
import type {Mark} from '../../../capture/mark.js';
import {type AnsweredTwice, AskedLately} from '../../../claims/asked-lately.js';
import type {Recipient} from '../../../claims/claimed.js';
import {ClaimedAddresses} from '../../../claims/claimed-addresses.js';
import type {Open} from '../../../collections/open.js';
import {asksNeighbour, hearsNeighbour} from '../../../conversations/questions/neighbour-exchange.js';
import type {Announcement} from '../../claim-facts.js';
import type {NetworkName} from '../../frames/networks.js';
import type {AddressRecord} from '../address/address-record.js';
import type {Gateways} from '../address/gateways.js';
import type {Hearing} from '../address/sayings.js';
import type {ControlContext} from './control-context.js';
import type {KnownOwner} from './known-owner.js';

/** Maximum number of proxies remembered. */
const MAX_PROXIES = 256;

/** The record of an address; undefined if it was not requested, or there is no room. */
export type RecordOf = (
  network: NetworkName,
  key: AddressKey,
  isClaimed: boolean,
) => AddressRecord | undefined;

/** The record of an address that has one already. */
export type KnownRecord = (network: NetworkName, key: AddressKey) => AddressRecord | undefined;

/** A station that asks for an address. Its MAC is given in both forms, because converting one into the other would take as long as the rest. */
interface Station {
  readonly key: AddressKey;
  readonly mac: MacAddress;
  readonly number: number;
}

export class ClaimRecorder {
  readonly #ownership: OwnershipTracker;
  readonly claimedBy = new ClaimedAddresses();
  readonly #asked = new AskedLately();
  /** Proxies found by answers for addresses without a record, each with the number of these addresses. */
  readonly proxies = new Map<MacAddress, number>();
  readonly recordOf: RecordOf;
  /** The same for an address that has a record already. */
  readonly known: KnownRecord;
  readonly #gateways: Gateways;

  /** @param isKept whether an address is remembered, however many others are claimed */
  constructor(
    recordOf: RecordOf,
    known: KnownRecord,
    gateways: Gateways,
    isKept: (ip: IpAddress) => boolean,
  ) {
    this.recordOf = recordOf;
    this.known = known;
    this.#gateways = gateways;
    this.#ownership = trackOwnership(isKept);
  }

  /** The owner of an address when the capture begins, and the owners before. */
  knows(network: NetworkName, {ip, owner, heardAt, former}: KnownOwner): void {
    const claim = {network: network.text, ip, what: 'question'} as const;
    for (const {mac, at} of former) this.#ownership.claim({...claim, at, mac});
    this.claimed(
      this.recordOf(network, keyOf(ip), true),
      {...claim, at: heardAt, mac: owner},
      {at: heardAt, frame: 0},
    );
  }

  /**
   * A claim. The owner of an address without a record is never looked up.
   *
   * @param told the station that alone was told, if there is one
   * @param hearing whose entries it changes, if not all
   */
  claimed(
    record: AddressRecord | undefined,
    claim: Claim,
    mark: Mark,
    told?: Recipient,
    hearing?: Hearing,
  ): void {
    const isReply = told !== undefined && claim.what !== 'question';
    const key = isReply ? (record?.key ?? keyOf(claim.ip)) : 0;
    const isAsked = isReply && this.#asked.isAsked(claim, key, told.mac);
    const unasked = isAsked ? undefined : told;
    if (record === undefined) {
      this.claimedBy.note(claim, unasked, mark);
      if (isAsked && told.mac !== undefined) this.#besides(this.#asked.answered(claim, key, told.mac), claim);
      return;
    }
    const isRepeated = record.claimedFrom === claim.mac;
    // An address that is not followed is not reported, unless another machine claims it.
    const isNothingNew = isRepeated && !record.isFollowed && claim.what === 'question';
    // That it answers whoever asks was noted at its first answer.
    const isAnswered = isAsked && isRepeated && record.isAnsweredOpenly;
    if (!isAnswered && (told !== undefined || (!isNothingNew && (!isRepeated || claim.what === 'question'))))
      this.claimedBy.note(claim, unasked, mark);
    if (isNothingNew) return;
    record.claimedFrom = claim.mac;
    record.isAnsweredOpenly = isAsked || (isRepeated && record.isAnsweredOpenly);
    if (!isRepeated) {
      record.claimedFromNumber = numberOfMac(claim.mac);
      if (record.isFollowed) this.#gateways.note(record.network, record.claimedFromNumber);
    }
    const change = this.#ownership.claim(claim, record.name);
    if (record.control.claimed(claim, change, mark, hearing)) record.cut();
  }

  /** @param announcement to be completed with what came before it */
  announced(record: AddressRecord, announcement: Open<Announcement>): void {
    const {lastAt} = record.control.claimants;
    if (lastAt !== undefined) announcement.sinceClaimNs = announcement.at - lastAt;
    if (record.control.announced(announcement)) record.cut();
  }

  /** A request for its MAC: a broadcast one is a question; a unicast one shows the MAC in the asker's cache. */
  asked(
    {mark, ns, frame, network, to, isToOne: isUnicast}: ControlContext,
    target: IpAddress,
    key: AddressKey,
    asking: Station,
  ): void {
    const record = this.recordOf(network, key, false);
    const {mac} = asking;
    const {at} = mark;
    this.#asked.asked(network.text, key, mac, at);
    if (record === undefined) return;
    if (!isUnicast) {
      record.control.asked(mark, mac, asking.key);
      this.#ownership.asked({at, network: network.text, ip: target, asker: mac}, record.name);
    }
    // An unused address that is asked for in vain has not disappeared.
    if (!record.isFollowed || (!isUnicast && !record.control.isOwned)) return;
    const asker = record.resolver(asking.key, asking.number, ns);
    if (isUnicast) asker?.sent(to, ns, frame);
    if (asker !== undefined) asksNeighbour(asker, isUnicast, ns, frame);
  }

  /**
   * An answer to a request for its MAC.
   *
   * @param to the address of its recipient
   * @param station the MAC of the recipient; `UNKNOWN_MAC` if it was not sent to a single station
   */
  answered(
    record: AddressRecord,
    mac: number,
    to: AddressKey,
    station: number,
    {mark, ns, frame}: ControlContext,
  ): void {
    record.spoke({sourceMac: mac, ns, frame}, true, false);
    const sender = record.senders.get(to);
    if (station !== UNKNOWN_MAC) record.told(station, mac, mark, sender);
    if (sender !== undefined) hearsNeighbour(sender, ns, frame);
  }

  /** Two machines answer for an address that is not reported: one may be a proxy, and answer for a reported address, too. */
  #besides(twice: AnsweredTwice | undefined, claim: Claim): void {
    if (twice === undefined) return;
    this.#ownership.asked(twice.question);
    for (const answer of [twice.before, claim]) {
      const change = this.#ownership.claim(answer);
      if (change?.kind !== 'proxy') continue;
      const {proxy, addresses} = change;
      if (this.proxies.size < MAX_PROXIES || this.proxies.has(proxy)) this.proxies.set(proxy, addresses);
    }
  }

  probed({at, frame, network}: ControlContext, {ip, mac}: Probe): void {
    this.recordOf(network, keyOf(ip), false)?.control.probed({at, frame, mac});
  }
}
