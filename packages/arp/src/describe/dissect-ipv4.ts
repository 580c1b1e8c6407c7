/**
 * Frames of IPv4 laid open: advertisements of VRRP and CARP field by field, of everything else the headers.
 *
 * @module
 */

import type {EthernetFrame} from '../wire/frame/ethernet.js';
import {
  type AuthenticatedPayload,
  decodeAuthenticationHeader,
  PROTOCOL_AH,
} from '../wire/ip/authentication-header.js';
import {decodeIpv4Packet, type Ipv4Packet} from '../wire/ip/ipv4-packet.js';
import {PROTOCOL_VRRP} from '../wire/router/vrrp-checksum.js';
import {type Advertisement, decodeVrrpOrCarp} from '../wire/router/vrrp-or-carp.js';
import type {FrameField} from './dissect.js';
import {takeAdvertisement} from './dissect-advertisement.js';
import {FieldTaker, hexNumber} from './field-taker.js';

/** What an IPv4 frame carries, as far as it matters to a virtual IP. */
export interface Ipv4Contents {
  readonly ip: Ipv4Packet;
  /** The header that an advertisement of version 2 may come behind. */
  readonly authentication?: AuthenticatedPayload;
  /** Absent for every other protocol, and for one that cannot be read. */
  readonly advertisement?: Advertisement;
}

/** @throws DecodeError when it is no whole packet of IPv4 */
export function readIpv4Frame({payload}: Pick<EthernetFrame, 'payload'>): Ipv4Contents {
  const ip = decodeIpv4Packet(payload);
  if (ip.fragmentOffset > 0) return {ip};
  if (ip.protocol === PROTOCOL_VRRP) return {ip, advertisement: decodeVrrpOrCarp(ip.payload, ip)};
  if (ip.protocol !== PROTOCOL_AH) return {ip};
  const authentication = decodeAuthenticationHeader(ip.payload);
  if (authentication.protocol !== PROTOCOL_VRRP) return {ip};
  return {ip, authentication, advertisement: decodeVrrpOrCarp(authentication.payload, ip)};
}

/** The fields in wire order; they cover every octet exactly once. */
export function dissectIpv4Frame(
  bytes: Uint8Array,
  frame: EthernetFrame,
  {ip, authentication, advertisement}: Ipv4Contents,
): FrameField[] {
  const taker = new FieldTaker(bytes);
  taker.takeEthernet(frame, 'IPv4');
  takeIpv4(taker, ip, frame.payload);
  const end = taker.left - ip.payload.length;
  if (authentication !== undefined) takeAuthentication(taker, authentication);
  if (advertisement !== undefined) takeAdvertisement(taker, advertisement);
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
  [PROTOCOL_AH]: 'authentication header',
  [PROTOCOL_VRRP]: 'VRRP and CARP',
};

function whyTtl({ttl, protocol}: Ipv4Packet): string {
  if (protocol !== PROTOCOL_VRRP && protocol !== PROTOCOL_AH) return 'hops left';
  return ttl === 255
    ? 'anything less has passed a router, and is not believed (RFC 3768 §5.2.3)'
    : 'VRRP is believed only with 255 (RFC 3768 §5.2.3)';
}

function takeAuthentication(
  taker: FieldTaker,
  {protocol, sequence, headerLength}: AuthenticatedPayload,
): void {
  taker.take(1, 'next header', String(protocol), PROTOCOL_NAMES[protocol] ?? '');
  taker.take(1, 'length', `${headerLength} octets`, 'of the authentication header (RFC 4302 §2.2)');
  taker.take(2, 'reserved', '0');
  taker.take(4, 'security index', 'which key');
  taker.take(4, 'sequence number', String(sequence), 'against replay');
  taker.take(
    headerLength - 12,
    'proof',
    `${headerLength - 12} octets`,
    'of who sent it; nobody here has the key',
  );
}
