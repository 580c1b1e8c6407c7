/**
 * Claims to an address, whatever the protocol. Pure.
 *
 * Every ARP packet claims that its sender IP is at its sender MAC, whatever its purpose (RFC 826 merges it into the
 * cache before it looks at the operation); a neighbour advertisement claims its target (RFC 4861 §4.4), and a
 * solicitation its source (§4.3). A probe claims nothing.
 *
 * @module
 */

import type {IpAddress} from '../wire/address/ip-address.js';
import {ANY_IPV4} from '../wire/address/ipv4-address.js';
import {ANY_IPV6} from '../wire/address/ipv6-address.js';
import type {MacAddress} from '../wire/address/mac.js';
import type {ArpPacket} from '../wire/arp/arp-packet.js';
import {type DiscoveryPacket, isDuplicateDetection} from '../wire/icmp/discovery-packet.js';
import {taughtMac} from '../wire/icmp/neighbour-discovery.js';

/** Kind of message that makes a claim. */
export type ClaimKind =
  /** Broadcast without being asked for. */
  | 'announcement'
  /** An answer to a request. */
  | 'answer'
  /** A request sent from the address, which does not explicitly claim it. */
  | 'question'
  /** Its virtual router has a new master (VRRP). */
  | 'advertisement';

/** "This address is at this MAC." */
export interface Claim {
  /** Nanoseconds on any one clock. */
  readonly at: bigint;
  /** Identifies the broadcast domain (an interface, a VLAN); the same address in two of them is two addresses. */
  readonly network: string;
  readonly ip: IpAddress;
  readonly mac: MacAddress;
  readonly what: ClaimKind;
  /** The address that had asked; only for an answer. */
  readonly asker?: MacAddress;
}

/** "Does anybody use this address?", from a node that wants to. */
export interface Probe {
  /** Nanoseconds on any one clock. */
  readonly at: bigint;
  readonly network: string;
  readonly ip: IpAddress;
  readonly mac: MacAddress;
}

/**
 * The claim that an ARP packet makes; undefined for a probe, whose sender is 0.0.0.0.
 *
 * @param packet a request or a reply
 * @param at nanoseconds on any one clock
 * @param network the broadcast domain: an interface, a VLAN
 */
export function claimOfArp(
  {operation, senderMac, senderIp, targetIp, targetMac}: ArpPacket,
  at: bigint,
  network: string,
): Claim | undefined {
  if (senderIp === ANY_IPV4) return undefined;
  const [ip, mac] = [senderIp, senderMac];
  if (ip === targetIp) return {at, network, ip, mac, what: 'announcement'};
  return operation === 'request'
    ? {at, network, ip, mac, what: 'question'}
    : {at, network, ip, mac, what: 'answer', asker: targetMac};
}

/**
 * The probe that an ARP packet is, whatever its target MAC: RFC 5227 §2.1.1 says zero, and `arping -D` of iputils sends ff. Undefined for
 * any other packet.
 *
 * @param packet a request or a reply
 * @param at nanoseconds on any one clock
 * @param network the broadcast domain: an interface, a VLAN
 */
export function arpProbeOf(
  {operation, senderMac, senderIp, targetIp}: ArpPacket,
  at: bigint,
  network: string,
): Probe | undefined {
  if (operation !== 'request' || senderIp !== ANY_IPV4) return undefined;
  return {at, network, ip: targetIp, mac: senderMac};
}

/**
 * The claim that a neighbour discovery message makes; undefined without a link-layer address, and for duplicate address detection.
 *
 * @param packet a message with its addresses
 * @param at nanoseconds on any one clock
 * @param network the broadcast domain: an interface, a VLAN
 * @param asker destination MAC of the frame: a solicited advertisement goes to the node that asked
 */
export function claimOfDiscovery(
  {source, message}: DiscoveryPacket,
  at: bigint,
  network: string,
  asker: MacAddress | undefined,
): Claim | undefined {
  const mac = taughtMac(message);
  if (mac === undefined) return undefined;
  if (message.type === 'solicitation')
    return source === ANY_IPV6 ? undefined : {at, network, ip: source, mac, what: 'question'};
  const claim = {at, network, ip: message.target, mac};
  if (!message.solicited) return {...claim, what: 'announcement'};
  return {...claim, what: 'answer', ...(asker === undefined ? {} : {asker})};
}

/**
 * The address that a duplicate address detection asks about (RFC 4862 §5.4); undefined for any other message.
 *
 * @param packet a message with its addresses
 * @param at nanoseconds on any one clock
 * @param network the broadcast domain: an interface, a VLAN
 * @param mac source of the frame, because the message itself names none
 */
export function discoveryProbeOf(
  packet: DiscoveryPacket,
  at: bigint,
  network: string,
  mac: MacAddress,
): Probe | undefined {
  return isDuplicateDetection(packet) ? {at, network, ip: packet.message.target, mac} : undefined;
}
