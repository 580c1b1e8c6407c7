/**
 * IP packets with fields that the package's own encoders do not set: an identification, which distinguishes a second sighting of a packet
 * from a retransmission, and any time to live.
 *
 * @module
 */

import {type IpAddress, internetChecksum, isOfIpv6} from '@vip/arp';
import {ipOctets, setWord, zeroes} from './octets.js';

/** Source and destination, both of one family. */
export interface Ends {
  readonly source: IpAddress;
  readonly destination: IpAddress;
}

export interface IpPacket extends Ends {
  /** IANA protocol number. */
  readonly protocol: number;
  readonly payload: Uint8Array;
  /** Time to live, or hop limit; 64 if absent. */
  readonly ttl?: number;
  /** Identification, 0 to 65535. IPv6 has none, so it becomes the flow label. */
  readonly id?: number;
}

const DONT_FRAGMENT = 0x4000;
const IPV4_HEADER = 20;
const IPV6_HEADER = 40;

/** Field by field, as for every frame of a story: spreading the two takes as long as writing the packet. */
export function packetOf(
  {source, destination}: Ends,
  {protocol, payload}: Pick<IpPacket, 'protocol' | 'payload'>,
  ttl: number,
  id: number,
): IpPacket {
  return {source, destination, protocol, payload, ttl, id};
}

export function ipPacket({source, destination, protocol, payload, ttl = 64, id = 0}: IpPacket): Uint8Array {
  const isV6 = isOfIpv6(source);
  const headerLength = isV6 ? IPV6_HEADER : IPV4_HEADER;
  const packet = zeroes(headerLength + payload.length);
  if (isV6) {
    setWord(packet, 0, 0x6000 | (id >>> 16));
    setWord(packet, 2, id);
    setWord(packet, 4, payload.length);
    packet[6] = protocol;
    packet[7] = ttl;
    packet.set(ipOctets(source), 8);
    packet.set(ipOctets(destination), 24);
  } else {
    packet[0] = 0x45;
    setWord(packet, 2, packet.length);
    setWord(packet, 4, id);
    setWord(packet, 6, DONT_FRAGMENT);
    packet[8] = ttl;
    packet[9] = protocol;
    packet.set(ipOctets(source), 12);
    packet.set(ipOctets(destination), 16);
    setWord(packet, 10, internetChecksum(packet.subarray(0, IPV4_HEADER)));
  }
  packet.set(payload, headerLength);
  return packet;
}

/** The packet with its hops changed by this much: -1 when a router forwards it. */
export function hops(packet: Uint8Array, more: number): Uint8Array {
  const copy = packet.slice();
  if (isV6Packet(copy)) {
    copy[7] = (copy[7] ?? 0) + more;
    return copy;
  }
  copy[8] = (copy[8] ?? 0) + more;
  setWord(copy, 10, 0);
  setWord(copy, 10, internetChecksum(copy.subarray(0, 20)));
  return copy;
}

/** Its time to live, or hop limit. */
export function timeToLive(packet: Uint8Array): number {
  return packet[isV6Packet(packet) ? 7 : 8] ?? 0;
}

/** Its identification, or flow label. */
export function identificationOf(packet: Uint8Array): number {
  const word = (offset: number) => ((packet[offset] ?? 0) << 8) | (packet[offset + 1] ?? 0);
  return isV6Packet(packet) ? ((word(0) & 0xf) << 16) | word(2) : word(4);
}

function isV6Packet(packet: Uint8Array): boolean {
  return (packet[0] ?? 0) >> 4 === 6;
}

/** The checksum of TCP, UDP and ICMPv6 (RFC 9293 §3.1, RFC 8200 §8.1), for a message whose checksum field is zero. */
export function transportChecksum(
  {source, destination}: Ends,
  protocol: number,
  message: Uint8Array,
): number {
  const isV6 = isOfIpv6(source);
  const addressLength = isV6 ? 16 : 4;
  const pseudoHeader = zeroes(2 * addressLength + (isV6 ? 8 : 4));
  pseudoHeader.set(ipOctets(source), 0);
  pseudoHeader.set(ipOctets(destination), addressLength);
  if (isV6) {
    setWord(pseudoHeader, 34, message.length);
    pseudoHeader[39] = protocol;
  } else {
    pseudoHeader[9] = protocol;
    setWord(pseudoHeader, 10, message.length);
  }
  return internetChecksum(message, pseudoHeader);
}
