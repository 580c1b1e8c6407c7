/**
 * Records what ARP and neighbour discovery say about an address, in the words that both have: a claim, an announcement, a question,
 * an answer, a probe.
 *
 * @module
 */

import {
  type AddressKey,
  type IpAddress,
  isGroupMac,
  isGroupMacNumber,
  keyOf,
  type LinkFrame,
  type MacAddress,
  UNKNOWN_MAC,
} from '@vip/arp';
import {
  type AddressRequest,
  type Claim,
  type OwnershipTracker,
  type Probe,
  trackOwnership,
} from '@vip/arp/ownership';
import type {Mark} from '../../../capture/mark.js';
import {AskedLately} from '../../../claims/asked-lately.js';
import {ClaimedAddresses, type Recipient} from '../../../claims/claimed-addresses.js';
import type {Open} from '../../../collections/open.js';
import type {Announcement} from '../../claim-facts.js';
import type {NetworkName} from '../../frames/networks.js';
import type {AddressRecord} from '../address/address-record.js';

/** Maximum number of proxies remembered. */
const MAX_PROXIES = 256;

/** A control frame, and where it was seen. */
export interface ControlContext extends Mark {
  /** The same time by the clock of the capture. */
  readonly ns: number;
  readonly network: NetworkName;
  readonly link: Pick<LinkFrame, 'source' | 'destination'>;
  /** The destination once more, as a number. */
  readonly to: number;
}

/**
 * The one station that is told of a claim; undefined if all are. Poisoners announce to those alone whom they deceive.
 *
 * @param ip of the station, as the packet names it
 */
export function toldAlone(
  {destination}: ControlContext['link'],
  {what, asker}: Claim,
  ip: IpAddress,
): Recipient | undefined {
  if (what === 'answer') return asker === undefined ? undefined : {mac: asker, ip};
  return destination === undefined || isGroupMac(destination) ? undefined : {mac: destination, ip};
}

/** The record of an address; undefined if it was not requested, or there is no room. */
export type RecordOf = (
  network: NetworkName,
  key: AddressKey,
  isClaimed: boolean,
) => AddressRecord | undefined;

/** The owner of an address before anything about it is seen. */
export interface KnownOwner {
  readonly ip: IpAddress;
  readonly iface: string;
  readonly vlans: string;
  readonly owner: MacAddress;
  /** When it was last heard from. Nanoseconds. */
  readonly heardAt: bigint;
  /** Who had it before, the latest last, each until then. */
  readonly former: readonly {readonly mac: MacAddress; readonly at: bigint}[];
}

/** Who asks for an address: as text, and as tables have it, because turning one into the other would take as long as the rest. */
interface Station {
  readonly ip: IpAddress;
  readonly key: AddressKey;
  readonly mac: MacAddress;
  readonly number: number;
}

export class ClaimRecorder {
  readonly #ownership: OwnershipTracker;
  readonly claimedBy = new ClaimedAddresses();
  readonly #asked = new AskedLately();
  /** Proxies found by answers for addresses without a record, each with the number of these. */
  readonly proxies = new Map<MacAddress, number>();
  readonly recordOf: RecordOf;

  /** @param isKept whether an address is remembered, however many others are claimed */
  constructor(recordOf: RecordOf, isKept: (ip: IpAddress) => boolean) {
    this.recordOf = recordOf;
    this.#ownership = trackOwnership(isKept);
  }

  /** Who has an address, and who had it, when the capture begins. */
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
   * The owner of an address without a record is never asked for.
   *
   * @param told the station that was told, if it was one alone
   */
  claimed(record: AddressRecord | undefined, claim: Claim, mark: Mark, told?: Recipient): void {
    const isReply = told !== undefined && claim.what !== 'question';
    const key = isReply ? (record?.key ?? keyOf(claim.ip)) : 0;
    const answered = isReply ? this.#asked.answered(claim, key, told.mac) : undefined;
    const unasked = answered === undefined ? told : undefined;
    if (record === undefined) {
      this.claimedBy.note(claim, unasked, mark);
      if (answered?.before !== undefined) this.#besides(answered.question, [answered.before, claim]);
      return;
    }
    const isRepeated = record.claimedFrom === claim.mac;
    // An address that is not followed is not reported, unless another machine claims it.
    if (isRepeated && !record.isFollowed && claim.what === 'question' && told === undefined) return;
    if (!isRepeated || told !== undefined || claim.what === 'question')
      this.claimedBy.note(claim, unasked, mark);
    record.claimedFrom = claim.mac;
    const change = this.#ownership.claim(claim, record.name);
    if (record.control.claimed(claim, change, mark)) record.cut();
  }

  /** @param announcement to be completed with what came before it */
  announced(record: AddressRecord, announcement: Open<Announcement>): void {
    const {lastAt} = record.control.claimants;
    if (lastAt !== undefined) announcement.sinceClaimNs = announcement.at - lastAt;
    if (record.control.announced(announcement)) record.cut();
  }

  /** "Who has it?": broadcast it is a question; unicast it shows which MAC the asker believes in. */
  asked(
    {at, ns, frame, network, to}: ControlContext,
    target: IpAddress,
    key: AddressKey,
    asking: Station,
  ): void {
    const record = this.recordOf(network, key, false);
    const isUnicast = to !== UNKNOWN_MAC && !isGroupMacNumber(to);
    const {ip, mac} = asking;
    const question = {at, network: network.text, ip: target, asker: mac};
    this.#asked.asked(question, key);
    if (record === undefined) return;
    if (!isUnicast) {
      record.control.asked({at, frame, mac, ip});
      this.#ownership.asked(question, record.name);
    }
    // An unused address was asked for in vain, but has not disappeared.
    if (!record.isFollowed || (!isUnicast && !record.control.isOwned)) return;
    const asker = record.sender(asking.key, asking.number, ns);
    if (isUnicast) asker?.sent(to, ns, frame);
    asker?.asksNeighbour(isUnicast, ns, frame);
  }

  /**
   * "It is at that MAC."
   *
   * @param station the MAC of the recipient; `UNKNOWN_MAC` if it was not sent to a single station
   */
  answered(
    record: AddressRecord,
    mac: number,
    to: {readonly key: AddressKey; readonly station: number},
    {at, ns, frame}: ControlContext,
  ): void {
    record.spoke({sourceMac: mac, ns, frame}, true, false);
    const sender = record.senders.get(to.key);
    if (to.station !== UNKNOWN_MAC) record.told(to.station, mac, {at, frame}, sender);
    sender?.hearsNeighbour(ns, frame);
  }

  /** Two machines that answer for an address that is not reported: one may be a proxy, also for one that is. */
  #besides(question: AddressRequest, answers: readonly [Claim, Claim]): void {
    this.#ownership.asked(question);
    for (const answer of answers) {
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
