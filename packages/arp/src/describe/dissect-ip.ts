/**
 * The fields of IP packets of either family: their headers, then those of the carried protocol.
 *
 * @module
 */

import {IPV4_LENGTH} from '../wire/address/ipv4-address.js';
import {IPV6_LENGTH} from '../wire/address/ipv6-address.js';
import type {LinkFrame} from '../wire/frame/link-frame.js';
import {hexNumber} from '../wire/hex.js';
import {decodeAuthenticationHeader} from '../wire/ip/authentication-header.js';
import type {IpPacket} from '../wire/ip/ip-packet.js';
import {IPV4_MINIMUM_LENGTH} from '../wire/ip/ipv4-header.js';
import type {Ipv4Packet} from '../wire/ip/ipv4-packet.js';
import {extensionsLength} from '../wire/ip/ipv6-extension.js';
import type {Ipv6Packet} from '../wire/ip/ipv6-packet.js';
import {PROTOCOL_AH, PROTOCOL_ICMPV6, PROTOCOL_VRRP, protocolName} from '../wire/ip/protocol.js';
import {FieldTaker, type FrameField} from './field-taker.js';

/**
 * The fields in wire order; they cover every octet exactly once.
 *
 * @param takeCarried dissects the octets that the packet carries; without it they are one field
 */
export function dissectIp(
  octets: Uint8Array,
  link: LinkFrame,
  ip: IpPacket,
  takeCarried?: (taker: FieldTaker) => void,
): FrameField[] {
  const taker = new FieldTaker(octets);
  taker.takeLink(link, ip.family);
  if ('ttl' in ip.header) takeIpv4(taker, ip.header, ip, link.payload);
  else takeIpv6(taker, ip.header, ip, link.payload);
  const end = taker.left - ip.payload.length;
  if (takeCarried === undefined) taker.take(ip.payload.length, 'payload', `${ip.payload.length} octets`);
  else takeCarried(taker);
  if (taker.left > end) taker.take(taker.left - end, 'rest', 'beyond the stated length');
  taker.takeRest('padding', 'after the end of the packet; ignored');
  return taker.fields;
}

function takeIpv4(taker: FieldTaker, header: Ipv4Packet, ip: IpPacket, packet: Uint8Array): void {
  const {options, protocol} = header;
  const headerLength = IPV4_MINIMUM_LENGTH + options.length;
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  taker.take(1, 'version, header length', `4, ${headerLength} octets`);
  taker.take(1, 'type of service', `DSCP ${header.dscp}`, 'how urgent it is; two bits signal congestion');
  taker.take(2, 'total length', `${headerLength + header.payload.length + ip.missing} octets`);
  taker.take(2, 'identification', hexNumber(header.identification), 'shared by the fragments of a packet');
  taker.take(2, 'flags, fragment offset', fragmentWords(header));
  taker.take(1, 'TTL', String(header.ttl), whyHops(ip, 'RFC 9568 §5.1.1.3'));
  taker.take(1, 'protocol', String(protocol), protocolName(protocol));
  taker.take(2, 'header checksum', hexNumber(view.getUint16(10)), 'over this header');
  taker.take(IPV4_LENGTH, 'source', header.source, 'the sender');
  taker.take(IPV4_LENGTH, 'destination', header.destination);
  taker.take(options.length, 'options', `${options.length} octets`);
  if (protocol === PROTOCOL_AH && ip.authenticationSequence !== undefined)
    takeAuthentication(taker, header.payload);
}

function fragmentWords({fragmentOffset, moreFragments, dontFragment}: Ipv4Packet): string {
  const words = [`offset ${fragmentOffset}`];
  if (moreFragments) words.push('more fragments');
  if (dontFragment) words.push("don't fragment");
  return words.join(', ');
}

function takeIpv6(taker: FieldTaker, header: Ipv6Packet, ip: IpPacket, packet: Uint8Array): void {
  const nextHeader = packet[6] as number;
  const length = extensionsLength(header.extensions);
  taker.take(4, 'version', '6', 'with traffic class and flow label');
  taker.take(2, 'payload length', `${length + ip.payload.length + ip.missing} octets`, 'after this header');
  taker.take(1, 'next header', String(nextHeader), length === 0 ? protocolName(nextHeader) : '');
  taker.take(1, 'hop limit', String(header.hopLimit), whyHops(ip, 'RFC 9568 §5.1.2.3'));
  taker.take(IPV6_LENGTH, 'source', header.source, 'the sender');
  taker.take(IPV6_LENGTH, 'destination', header.destination);
  taker.take(length, 'extension headers', `${length} octets`);
}

function whyHops({protocol, hops}: IpPacket, section: string): string {
  if (protocol === PROTOCOL_VRRP) {
    return hops === 255
      ? `anything less has passed a router, and is ignored (${section})`
      : `VRRP is accepted only with 255 (${section})`;
  }
  return protocol === PROTOCOL_ICMPV6 && hops === 255
    ? 'for neighbour discovery, anything less has passed a router, and is ignored (RFC 4861 §7.1)'
    : 'hops left';
}

function takeAuthentication(taker: FieldTaker, octets: Uint8Array): void {
  const {protocol, sequence, headerLength} = decodeAuthenticationHeader(octets);
  taker.take(1, 'next header', String(protocol), protocolName(protocol));
  taker.take(1, 'length', `${headerLength} octets`, 'of the authentication header (RFC 4302 §2.2)');
  taker.take(2, 'reserved', '0');
  taker.take(4, 'security index', 'which key');
  taker.take(4, 'sequence number', String(sequence), 'against replay');
  taker.take(
    headerLength - 12,
    'proof',
    `${headerLength - 12} octets`,
    'proves the sender; the key is not known here',
  );
}
