/**
 * IP packets with what the package's own encoders leave out: an identification, which tells a second sighting of a packet
 * from a retransmission, and any time to live.
 *
 * @module
 */

import {encodeIpv6Packet, type IpAddress, internetChecksum, isOfIpv6, readIpv6, writeIpv6} from '@vip/arp';
import {concat} from '../../helpers/hex.js';

/** Who speaks to whom; both of one family. */
export interface Ends {
  readonly source: IpAddress;
  readonly destination: IpAddress;
}

export interface IpPacket extends Ends {
  /** IANA protocol number. */
  readonly protocol: number;
  readonly payload: Uint8Array;
  /** Time to live, or hop limit; 64 when left out. */
  readonly ttl?: number;
  /** Identification, 0 to 65535; IPv6 has none, there it becomes the flow label. */
  readonly id?: number;
}

const DONT_FRAGMENT = 0x4000;

export function ipPacket({source, destination, protocol, payload, ttl = 64, id = 0}: IpPacket): Uint8Array {
  if (isOfIpv6(source) && isOfIpv6(destination)) {
    const header = {source, destination, trafficClass: 0, flowLabel: id, hopLimit: ttl};
    return encodeIpv6Packet({...header, nextHeader: protocol, payload});
  }
  const total = 20 + payload.length;
  const header = new Uint8Array(20);
  const view = new DataView(header.buffer);
  view.setUint8(0, 0x45);
  view.setUint16(2, total);
  view.setUint16(4, id);
  view.setUint16(6, DONT_FRAGMENT);
  view.setUint8(8, ttl);
  view.setUint8(9, protocol);
  header.set(ipv4Octets(source), 12);
  header.set(ipv4Octets(destination), 16);
  view.setUint16(10, internetChecksum(header));
  return concat(header, payload);
}

/** The packet with so many hops more left: one less as a router sends it on. */
export function hops(packet: Uint8Array, more: number): Uint8Array {
  const copy = packet.slice();
  if ((copy[0] ?? 0) >> 4 === 6) {
    copy[7] = (copy[7] ?? 0) + more;
    return copy;
  }
  copy[8] = (copy[8] ?? 0) + more;
  copy.set([0, 0], 10);
  new DataView(copy.buffer).setUint16(10, internetChecksum(copy.subarray(0, 20)));
  return copy;
}

/** What goes into the checksum field of TCP, UDP and ICMPv6 (RFC 9293 §3.1, RFC 8200 §8.1): the message has zero there. */
export function transportChecksum(
  {source, destination}: Ends,
  protocol: number,
  message: Uint8Array,
): number {
  const v6 = isOfIpv6(source);
  const pseudo = new Uint8Array(v6 ? 40 : 12);
  const view = new DataView(pseudo.buffer);
  if (isOfIpv6(source) && isOfIpv6(destination)) {
    writeIpv6(pseudo, 0, source);
    writeIpv6(pseudo, 16, destination);
    view.setUint32(32, message.length);
    pseudo[39] = protocol;
  } else {
    pseudo.set(ipv4Octets(source), 0);
    pseudo.set(ipv4Octets(destination), 4);
    pseudo[9] = protocol;
    view.setUint16(10, message.length);
  }
  return internetChecksum(concat(pseudo, message));
}

/** The octets of an address of either family. */
export function ipOctets(ip: IpAddress): Uint8Array {
  if (!isOfIpv6(ip)) return ipv4Octets(ip);
  const octets = new Uint8Array(16);
  writeIpv6(octets, 0, ip);
  return octets;
}

/** An address of IPv6 from its octets. */
export const ipv6Of = (octets: Uint8Array) => readIpv6(octets, 0);

function ipv4Octets(ip: IpAddress): Uint8Array {
  return Uint8Array.from(ip.split('.'), Number);
}
