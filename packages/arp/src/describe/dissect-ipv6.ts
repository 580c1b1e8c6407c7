/**
 * Advertisements of VRRP and CARP over IPv6 laid open.
 *
 * @module
 */

import {IPV6_LENGTH} from '../wire/address/ipv6-address.js';
import type {EthernetFrame} from '../wire/frame/ethernet.js';
import {decodeIpv6Packet, type Ipv6Packet} from '../wire/ip/ipv6-packet.js';
import {type Ipv6Payload, ipv6PayloadOf} from '../wire/ip/ipv6-payload.js';
import {PROTOCOL_VRRP} from '../wire/router/vrrp-checksum.js';
import {type Advertisement, decodeVrrpOrCarp} from '../wire/router/vrrp-or-carp.js';
import type {FrameField} from './dissect.js';
import {takeAdvertisement} from './dissect-advertisement.js';
import {FieldTaker} from './field-taker.js';

/** An advertisement and the packet it came in. */
export interface Ipv6Advertisement {
  readonly ip: Ipv6Packet;
  readonly carried: Ipv6Payload;
  readonly advertisement: Advertisement;
}

/** @throws DecodeError when it is no whole packet of IPv6; undefined for a packet of another protocol */
export function readIpv6Advertisement({
  payload,
}: Pick<EthernetFrame, 'payload'>): Ipv6Advertisement | undefined {
  const ip = decodeIpv6Packet(payload);
  const carried = ipv6PayloadOf(ip);
  if (carried.protocol !== PROTOCOL_VRRP || carried.isFragment) return undefined;
  return {ip, carried, advertisement: decodeVrrpOrCarp(carried.payload, ip)};
}

/** The fields in wire order; they cover every octet exactly once. */
export function dissectIpv6Advertisement(
  bytes: Uint8Array,
  frame: EthernetFrame,
  {ip, carried, advertisement}: Ipv6Advertisement,
): FrameField[] {
  const taker = new FieldTaker(bytes);
  taker.takeEthernet(frame, 'IPv6');
  taker.take(4, 'version', '6', 'with traffic class and flow label');
  taker.take(2, 'payload length', `${ip.payload.length} octets`);
  taker.take(1, 'next header', String(ip.nextHeader), carried.headersLength === 0 ? 'VRRP and CARP' : '');
  taker.take(1, 'hop limit', String(ip.hopLimit), 'believed only with 255 (RFC 5798 §5.1.2.3)');
  taker.take(IPV6_LENGTH, 'source', ip.source, 'who speaks');
  taker.take(IPV6_LENGTH, 'destination', ip.destination);
  const end = taker.left - ip.payload.length;
  taker.take(carried.headersLength, 'extension headers', `${carried.headersLength} octets`);
  takeAdvertisement(taker, advertisement);
  if (taker.left > end) taker.take(taker.left - end, 'rest', 'beyond what it says it has');
  taker.takeRest('padding', 'after the end of the packet; ignored');
  return taker.fields;
}
