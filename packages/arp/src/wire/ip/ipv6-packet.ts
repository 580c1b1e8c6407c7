/**
 * IPv6 packets (RFC 8200 §3). Bytes in, plain objects out. Extension headers are not followed: a packet with
 * one has its number as `nextHeader`, and the payload begins with it. Neighbour discovery has none.
 *
 *   octet 0   version 4 bits, traffic class 8 bits, flow label 20 bits
 *         4   payload length        2
 *         6   next header           1   58 = ICMPv6
 *         7   hop limit             1
 *         8   source               16
 *        24   destination          16
 *        40   payload
 *
 * `decode(encode(packet))` deep-equals `packet`; `encode(decode(bytes))` equals `bytes` up to its payload length.
 *
 * @module
 */

import {type Ipv6Address, readIpv6, writeIpv6} from '../address/ipv6-address.js';
import {checkRange} from '../check-range.js';
import {DecodeError, truncated} from '../errors.js';

export interface Ipv6Packet {
  readonly source: Ipv6Address;
  readonly destination: Ipv6Address;
  /** 0 to 255. */
  readonly trafficClass: number;
  /** 0 to 0xfffff. */
  readonly flowLabel: number;
  /** Hops left, 0 to 255; neighbour discovery is believed only with 255, which no router lets through. */
  readonly hopLimit: number;
  /** IANA protocol number of what the payload begins with. */
  readonly nextHeader: number;
  /** A view into the bytes that were decoded, cut to the packet's payload length. */
  readonly payload: Uint8Array;
}

/** Protocol number of ICMPv6. */
export const PROTOCOL_ICMPV6 = 58;

/** Length of the header, in octets. */
export const IPV6_HEADER_LENGTH = 40;

const VERSION = 6;
/** Where fields stand. */
export const ipv6At = {
  first: 0,
  payloadLength: 4,
  nextHeader: 6,
  hopLimit: 7,
  source: 8,
  destination: 24,
} as const;

/** @throws VipError `BAD_ARGUMENT` when a value does not fit its field */
export function encodeIpv6Packet(packet: Ipv6Packet): Uint8Array {
  const {trafficClass, flowLabel, hopLimit, nextHeader, payload} = packet;
  checkRange('ipv6: traffic class', trafficClass, 0, 0xff);
  checkRange('ipv6: flow label', flowLabel, 0, 0xfffff);
  checkRange('ipv6: hop limit', hopLimit, 0, 0xff);
  checkRange('ipv6: next header', nextHeader, 0, 0xff);
  checkRange('ipv6: payload length', payload.length, 0, 0xffff);
  const bytes = new Uint8Array(IPV6_HEADER_LENGTH + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(ipv6At.first, ((VERSION << 28) | (trafficClass << 20) | flowLabel) >>> 0);
  view.setUint16(ipv6At.payloadLength, payload.length);
  view.setUint8(ipv6At.nextHeader, nextHeader);
  view.setUint8(ipv6At.hopLimit, hopLimit);
  writeIpv6(bytes, ipv6At.source, packet.source);
  writeIpv6(bytes, ipv6At.destination, packet.destination);
  bytes.set(payload, IPV6_HEADER_LENGTH);
  return bytes;
}

/** @throws DecodeError */
export function decodeIpv6Packet(bytes: Uint8Array): Ipv6Packet {
  if (bytes.length < IPV6_HEADER_LENGTH) truncated('ipv6', IPV6_HEADER_LENGTH, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = view.getUint32(ipv6At.first);
  const version = first >>> 28;
  if (version !== VERSION) {
    throw new DecodeError('MALFORMED', 'ipv6', ipv6At.first, `expected version ${VERSION}, got ${version}`);
  }
  const end = IPV6_HEADER_LENGTH + view.getUint16(ipv6At.payloadLength);
  if (bytes.length < end) truncated('ipv6', end, bytes.length);
  return {
    source: readIpv6(bytes, ipv6At.source),
    destination: readIpv6(bytes, ipv6At.destination),
    trafficClass: (first >>> 20) & 0xff,
    flowLabel: first & 0xfffff,
    hopLimit: view.getUint8(ipv6At.hopLimit),
    nextHeader: view.getUint8(ipv6At.nextHeader),
    payload: bytes.subarray(IPV6_HEADER_LENGTH, end),
  };
}
