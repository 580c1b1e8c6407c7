/**
 * Frames of IPv4 laid open: advertisements of VRRP and CARP field by field, of everything else the headers.
 *
 * @module
 */

import type {CarpPacket} from './carp.js';
import type {FrameField} from './dissect.js';
import type {EthernetFrame} from './ethernet.js';
import {FieldTaker, hexNumber} from './field-taker.js';
import {decodeIpv4Packet, type Ipv4Packet} from './ipv4-packet.js';
import type {VrrpPacket} from './vrrp.js';
import {PROTOCOL_VRRP} from './vrrp-checksum.js';
import {type Advertisement, decodeVrrpOrCarp} from './vrrp-or-carp.js';

/** What an IPv4 frame carries, as far as it matters to a virtual IP. */
export interface Ipv4Contents {
  readonly ip: Ipv4Packet;
  /** Absent for every other protocol, and for one that cannot be read. */
  readonly advertisement?: Advertisement;
}

/** @throws DecodeError when it is no whole packet of IPv4 */
export function readIpv4Frame({payload}: EthernetFrame): Ipv4Contents {
  const ip = decodeIpv4Packet(payload);
  if (ip.protocol !== PROTOCOL_VRRP || ip.fragmentOffset > 0) return {ip};
  return {ip, advertisement: decodeVrrpOrCarp(ip.payload, ip)};
}

/** The fields in wire order; they cover every octet exactly once. */
export function dissectIpv4Frame(
  bytes: Uint8Array,
  frame: EthernetFrame,
  {ip, advertisement}: Ipv4Contents,
): FrameField[] {
  const taker = new FieldTaker(bytes);
  taker.takeEthernet(frame, 'IPv4');
  takeIpv4(taker, ip, frame.payload);
  const end = taker.left - ip.payload.length;
  if (advertisement?.protocol === 'vrrp') takeVrrp(taker, advertisement.packet, advertisement.checksum);
  else if (advertisement?.protocol === 'carp') takeCarp(taker, advertisement.packet, advertisement.checksum);
  else taker.take(ip.payload.length, 'payload', `${ip.payload.length} octets`);
  if (taker.left > end) taker.take(taker.left - end, 'rest', 'beyond what it says it has');
  taker.takeRest('padding', 'after the end of the packet; ignored');
  return taker.fields;
}

function takeIpv4(taker: FieldTaker, ip: Ipv4Packet, packet: Uint8Array): void {
  const headerLength = ((packet[0] ?? 0) & 0x0f) * 4;
  const pair = (offset: number) => hexNumber(((packet[offset] ?? 0) << 8) | (packet[offset + 1] ?? 0));
  taker.take(1, 'version, header length', `4, ${headerLength} octets`);
  taker.take(1, 'type of service', `DSCP ${(packet[1] ?? 0) >> 2}`, 'how urgent; two bits for congestion');
  taker.take(2, 'total length', `${headerLength + ip.payload.length} octets`);
  taker.take(2, 'identification', pair(4), 'what the fragments of one packet share');
  taker.take(2, 'flags, fragment offset', `offset ${ip.fragmentOffset}`);
  taker.take(1, 'TTL', String(ip.ttl), whyTtl(ip));
  taker.take(1, 'protocol', String(ip.protocol), PROTOCOL_NAMES[ip.protocol] ?? '');
  taker.take(2, 'header checksum', pair(10), 'over this header');
  taker.take(4, 'source', ip.source, 'who speaks');
  taker.take(4, 'destination', ip.destination);
  taker.take(headerLength - 20, 'options', `${headerLength - 20} octets`);
}

const PROTOCOL_NAMES: Readonly<Record<number, string>> = {
  1: 'ICMP',
  2: 'IGMP',
  6: 'TCP',
  17: 'UDP',
  [PROTOCOL_VRRP]: 'VRRP and CARP',
};

function whyTtl({ttl, protocol}: Ipv4Packet): string {
  if (protocol !== PROTOCOL_VRRP) return 'hops left';
  return ttl === 255
    ? 'anything less has passed a router, and is not believed (RFC 3768 §5.2.3)'
    : 'VRRP is believed only with 255 (RFC 3768 §5.2.3)';
}

function takeVrrp(taker: FieldTaker, packet: VrrpPacket, checksum: string): void {
  taker.take(1, 'version, type', `${packet.version}, 1`, 'advertisement, the only type');
  taker.take(
    1,
    'virtual router id',
    String(packet.virtualRouterId),
    'only routers of the same id are rivals',
  );
  taker.take(1, 'priority', String(packet.priority), whyPriority(packet.priority));
  taker.take(1, 'count of addresses', String(packet.addresses.length));
  if (packet.version === 2) {
    taker.take(1, 'authentication type', String(packet.authenticationType));
    taker.take(1, 'interval', `${packet.intervalSeconds} s`, WHY_INTERVAL);
  } else taker.take(2, 'interval', `${packet.intervalCentiseconds * 10} ms`, WHY_INTERVAL);
  taker.take(2, 'checksum', checksum);
  for (const address of packet.addresses) taker.take(4, 'virtual address', address);
  if (packet.version === 2) taker.take(8, 'authentication data', '8 octets');
}

const WHY_INTERVAL = 'a backup waits three of these and its skew, then takes over';

function whyPriority(priority: number): string {
  if (priority === 0) return 'the master gives up: the backup waits for its skew alone';
  return priority === 255 ? 'owns the addresses' : 'the highest becomes master';
}

function takeCarp(taker: FieldTaker, packet: CarpPacket, checksum: string): void {
  taker.take(1, 'version, type', '2, 1', 'advertisement');
  taker.take(1, 'virtual host id', String(packet.virtualHostId));
  taker.take(
    1,
    'skew',
    `${packet.advertisementSkew}/256 s`,
    'added to the interval: the lowest becomes master',
  );
  taker.take(1, 'authentication length', '7 words', 'the counter and the digest');
  taker.take(1, 'demotion', String(packet.demotion));
  taker.take(1, 'base', `${packet.advertisementBase} s`, 'between two advertisements');
  taker.take(2, 'checksum', checksum);
  taker.take(8, 'counter', String(packet.counter), 'against replay');
  taker.take(20, 'digest', 'SHA1-HMAC', 'over id, addresses and counter, keyed with the password');
}
