/**
 * What a captured frame tells about who holds what. Pure.
 *
 * @module
 */

import {
  ANY_IPV4,
  ANY_IPV6,
  DecodeError,
  decodeArpPacket,
  decodeDiscoveryPacket,
  decodeEthernetFrame,
  decodeIcmp,
  decodeIcmpv6,
  decodeIpv4Start,
  decodeIpv6Packet,
  ETHER_TYPE_ARP,
  ETHER_TYPE_IPV4,
  ETHER_TYPE_IPV6,
  type EthernetFrame,
  type IcmpMessage,
  type IpAddress,
  type MacAddress,
  PROTOCOL_ICMP,
  PROTOCOL_ICMPV6,
  taughtMac,
  type VlanTag,
} from '@vip/arp';
import {vlanIds} from '../detector.js';

export type Clue =
  /** An address is at a MAC. */
  | {readonly kind: 'whereabouts'; readonly ip: IpAddress; readonly mac: MacAddress}
  /** Somebody asks for an address, or answers who asked from it. */
  | {readonly kind: 'interest'; readonly ip: IpAddress; readonly from: IpAddress; readonly asks: boolean}
  /** A packet to an address in a frame to the MAC that its sender holds for it. */
  | Delivery;

export interface Delivery {
  readonly kind: 'delivery';
  readonly from: IpAddress;
  readonly to: IpAddress;
  /** The MAC that `to` has for whoever sent the frame. */
  readonly heldMac: MacAddress;
  /** Who sent the frame: the neighbour itself, or a router it went through. */
  readonly senderMac: MacAddress;
  /** Of the echo request that it answers, when that is one of ours. */
  readonly sequence?: number;
}

export interface ClueOptions {
  /** Of our echo requests. */
  readonly identifier: number;
  /** The VLAN that is looked at. */
  readonly tags: readonly VlanTag[];
}

/** Everything that one frame tells; nothing of a frame that cannot be read, or is of another VLAN. */
export function cluesOf(bytes: Uint8Array, {identifier, tags}: ClueOptions): Clue[] {
  try {
    const frame = decodeEthernetFrame(bytes);
    if (vlanIds(frame.tags) !== vlanIds(tags)) return [];
    if (frame.etherType === ETHER_TYPE_ARP) return cluesOfArp(frame.payload);
    if (frame.etherType === ETHER_TYPE_IPV4) return [ipv4Delivery(frame, identifier)];
    if (frame.etherType !== ETHER_TYPE_IPV6) return [];
    return [...cluesOfDiscovery(frame.payload), ipv6Delivery(frame, identifier)];
  } catch (error) {
    if (error instanceof DecodeError) return [];
    throw error;
  }
}

function cluesOfArp(payload: Uint8Array): Clue[] {
  const {operation, senderIp, senderMac, targetIp} = decodeArpPacket(payload);
  if (senderIp === ANY_IPV4) return [];
  const where: Clue = {kind: 'whereabouts', ip: senderIp, mac: senderMac};
  if (senderIp === targetIp) return [where];
  return [where, {kind: 'interest', ip: targetIp, from: senderIp, asks: operation === 'request'}];
}

function cluesOfDiscovery(payload: Uint8Array): Clue[] {
  try {
    const {source, destination, message} = decodeDiscoveryPacket(payload);
    const mac = taughtMac(message);
    const asks = message.type === 'solicitation';
    const [ip, from] = asks ? [source, source] : [message.target, message.target];
    const where: Clue[] = mac === undefined || ip === ANY_IPV6 ? [] : [{kind: 'whereabouts', ip, mac}];
    if (from === ANY_IPV6) return where;
    return [...where, {kind: 'interest', ip: asks ? message.target : destination, from, asks}];
  } catch (error) {
    if (error instanceof DecodeError) return [];
    throw error;
  }
}

function ipv4Delivery(frame: EthernetFrame, identifier: number): Delivery {
  const {source, destination, protocol, fragmentOffset, payload} = decodeIpv4Start(frame.payload);
  const isEcho = protocol === PROTOCOL_ICMP && fragmentOffset === 0;
  return delivery(
    frame,
    source,
    destination,
    isEcho ? ownSequence(decodeIcmp(payload), identifier) : undefined,
  );
}

function ipv6Delivery(frame: EthernetFrame, identifier: number): Delivery {
  const {source, destination, nextHeader, payload} = decodeIpv6Packet(frame.payload);
  const isEcho = nextHeader === PROTOCOL_ICMPV6;
  return delivery(
    frame,
    source,
    destination,
    isEcho ? ownSequence(decodeIcmpv6(payload), identifier) : undefined,
  );
}

function ownSequence(message: IcmpMessage, identifier: number): number | undefined {
  const isOurs = message.type === 'echo-reply' && message.identifier === identifier;
  return isOurs ? message.sequence : undefined;
}

function delivery(
  {source, destination}: EthernetFrame,
  from: IpAddress,
  to: IpAddress,
  sequence: number | undefined,
): Delivery {
  const known = {kind: 'delivery', from, to, heldMac: destination, senderMac: source} as const;
  return sequence === undefined ? known : {...known, sequence};
}
