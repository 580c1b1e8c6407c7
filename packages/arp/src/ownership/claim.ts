/**
 * What frames say about where an address is, whatever the protocol. Pure.
 *
 * Every ARP packet claims that its sender IP is at its sender MAC, whatever else it is for (RFC 826 merges it into the
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
import {type DiscoveryPacket, isDuplicateDetection, taughtMac} from '../wire/icmp/neighbour-discovery.js';

/** In what a claim is made. */
export type ClaimKind =
  /** It is told to everybody, unasked. */
  | 'announcement'
  /** Somebody had asked. */
  | 'answer'
  /** A question asked from the address: it is sent from the address, but makes no claim to it. */
  | 'question'
  /** Its virtual router has a new master (VRRP). */
  | 'advertisement';

/** "This address is at this MAC." */
export interface Claim {
  /** Nanoseconds on any one clock. */
  readonly at: bigint;
  /** Tells networks apart that do not hear each other: an interface, a VLAN; the same address in two is two addresses. */
  readonly network: string;
  readonly ip: IpAddress;
  readonly mac: MacAddress;
  readonly what: ClaimKind;
  /** Who had asked; only of an answer. */
  readonly asker?: MacAddress;
}

/** "Does anybody use this address?", from somebody who wants to. */
export interface Probe {
  readonly at: bigint;
  readonly network: string;
  readonly ip: IpAddress;
  readonly mac: MacAddress;
}

/** Undefined for a probe: its sender is 0.0.0.0. */
export function claimOfArp(
  {operation, senderMac, senderIp, targetIp, targetMac}: ArpPacket,
  at: bigint,
  network: string,
): Claim | undefined {
  if (senderIp === ANY_IPV4) return undefined;
  const claim = {at, network, ip: senderIp, mac: senderMac};
  if (senderIp === targetIp) return {...claim, what: 'announcement'};
  return operation === 'request'
    ? {...claim, what: 'question'}
    : {...claim, what: 'answer', asker: targetMac};
}

/** Whatever the target MAC is: RFC 5227 §2.1.1 has it zero, `arping -D` of iputils sends ff. */
export function arpProbeOf(
  {operation, senderMac, senderIp, targetIp}: ArpPacket,
  at: bigint,
  network: string,
): Probe | undefined {
  if (operation !== 'request' || senderIp !== ANY_IPV4) return undefined;
  return {at, network, ip: targetIp, mac: senderMac};
}

/**
 * Undefined for a message that teaches nobody a MAC, and for a duplicate address detection.
 *
 * @param asker MAC of the frame's destination; an advertisement that was asked for goes to who asked
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

/** @param mac source of the frame, for the message itself names nobody */
export function discoveryProbeOf(
  packet: DiscoveryPacket,
  at: bigint,
  network: string,
  mac: MacAddress,
): Probe | undefined {
  return isDuplicateDetection(packet) ? {at, network, ip: packet.message.target, mac} : undefined;
}
