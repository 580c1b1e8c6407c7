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
 * | four changes within five minutes, never both at once      | flap |
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
import type {ArpPacket} from '../wire/arp/arp-packet.js';
import {type AddressRequest, AddressRequests} from './address-requests.js';
import {type Claim, claimOfArp, type Probe} from './claim.js';
import type {OwnershipChange, ProbeSeen} from './ownership-change.js';
import {OwnershipRecord} from './ownership-record.js';
import {trackProxies} from './proxy-answers.js';

/** An address, and the MAC to which it belongs. */
export interface Ownership {
  readonly ip: IpAddress;
  /** The broadcast domain in which it does, as given with its claims. */
  readonly network: string;
  readonly owner: MacAddress;
}

/** Takes claims one by one. */
export interface OwnershipTracker {
  /**
   * Takes a packet and returns what its claim changed: nothing if it is the owner's, or the first.
   *
   * @param at nanoseconds on any one clock
   * @param network identifies the broadcast domain (an interface, a VLAN); the same
   *   address in two of them is two addresses
   * @param place the `placeOf` its sender IP, if it is known already
   */
  observe(at: bigint, packet: ArpPacket, network: string, place?: string): OwnershipChange | undefined;
  /**
   * A broadcast request for the address; two MACs that answer the same request both hold it.
   *
   * @param place its `placeOf`, if it is known already
   */
  asked(question: AddressRequest, place?: string): void;
  /** The same for a claim by any protocol. @param place likewise */
  claim(claim: Claim, place?: string): OwnershipChange | undefined;
  /** A probe changes nothing; it is reported if another MAC owns the address. */
  probe(probe: Probe): ProbeSeen | undefined;
  /** The owner of every address claimed so far, in the order of their first claims. */
  owners(): Ownership[];
}

/**
 * An address in its network, as one text.
 *
 * @param place an address, and the broadcast domain that it is in
 */
export function placeOf({ip, network}: Pick<Claim, 'ip' | 'network'>): string {
  return `${ip} ${network}`;
}

/**
 * Maximum number of addresses remembered. Anyone who can send frames can claim any address, so without a limit a
 * scan or an attacker would fill the memory of a capture that runs for weeks.
 */
const MAX_OWNERS = 65_536;

/**
 * An empty tracker. When it is full, it forgets the address that was claimed first.
 *
 * @param isKept whether an address is not forgotten, however many others are claimed
 */
export function trackOwnership(isKept: (ip: IpAddress) => boolean = () => false): OwnershipTracker {
  const records = new Map<string, OwnershipRecord>();
  const proxies = trackProxies();
  const addressRequests = new AddressRequests();

  const claim = (claimed: Claim, place = placeOf(claimed)): OwnershipChange | undefined => {
    const {at, ip, asker} = claimed;
    const question = asker === undefined ? undefined : addressRequests.answeredBy(at, place, asker);
    const record = records.get(place);
    if (record === undefined) {
      if (records.size >= MAX_OWNERS) forgetOne(records, isKept);
      records.set(place, new OwnershipRecord(ip, claimed, question));
      return undefined;
    }
    const change = record.claim(claimed, question);
    if (change?.kind !== 'conflict' || change.evidence === 'alternating') return change;
    return byProxy(proxies, record, change) ?? change;
  };

  const probe = (probed: Probe): ProbeSeen | undefined => {
    const {ip, mac} = probed;
    const owner = records.get(placeOf(probed))?.owner;
    return owner === undefined || owner === mac ? undefined : {kind: 'probe', ip, owner, prober: mac};
  };

  return {
    claim,
    probe,
    asked: (question, place = placeOf(question)) => addressRequests.note(question, place),
    owners: () => [...records.values()].map(({ip, network, owner}) => ({ip, network, owner})),
    observe(at, packet, network, place) {
      const {operation, senderIp, senderMac, targetIp} = packet;
      if (operation === 'request' && senderIp !== targetIp)
        addressRequests.note({at, network, ip: targetIp, asker: senderMac}, placeOf({network, ip: targetIp}));
      const claimed = claimOfArp(packet, at, network);
      return claimed === undefined ? undefined : claim(claimed, place);
    },
  };
}

/** Two claimants are not in conflict if one of them is known to answer for many owners. */
function byProxy(
  proxies: ReturnType<typeof trackProxies>,
  record: OwnershipRecord,
  {claimant, other, evidence, silenceNs}: Extract<OwnershipChange, {kind: 'conflict'}>,
): OwnershipChange | undefined {
  const {ip, network} = record;
  const found = proxies.bothSpeak(network, ip, claimant, other, evidence === 'both-answer');
  if (found === undefined) return undefined;
  const owner = found.proxy === claimant ? other : claimant;
  record.settle(owner, found.proxy);
  return {kind: 'proxy', ip, owner, silenceNs, ...found};
}

/** Forgets the first that need not be kept. Those before it move to the end, so that none is examined again and again. */
function forgetOne(records: Map<string, OwnershipRecord>, isKept: (ip: IpAddress) => boolean): void {
  let left = records.size;
  for (const [key, record] of records) {
    records.delete(key);
    if (!isKept(record.ip) || left-- <= 0) return;
    records.set(key, record);
  }
}
