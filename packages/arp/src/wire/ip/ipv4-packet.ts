/**
 * IPv4 packets (RFC 791 §3.1), as far as a probe and its answer need them. Bytes in, plain objects out.
 *
 *   octet 0   version 4 bits, header length 4 bits in words of 4 octets
 *         2   total length          2
 *         4   identification        2
 *         6   flags and fragment    2
 *         8   time to live          1
 *         9   protocol              1   1 = ICMP
 *        10   header checksum       2
 *        12   source                4
 *        16   destination           4
 *        20   options, then payload
 *
 * `decode(encode(packet))` deep-equals `packet`.
 *
 * @module
 */

import {type Ipv4Address, readIpv4, writeIpv4} from '../address/ipv4-address.js';
import {checkRange} from '../check-range.js';
import {DecodeError, truncated} from '../errors.js';
import {internetChecksum} from '../icmp/icmp.js';

export interface Ipv4Packet {
  readonly source: Ipv4Address;
  readonly destination: Ipv4Address;
  /** Hops left, 0 to 255. */
  readonly ttl: number;
  /** IANA protocol number; unknown ones are kept. */
  readonly protocol: number;
  /** Offset of this fragment's payload in the whole, in octets; 0 for an unfragmented packet. */
  readonly fragmentOffset: number;
  /** A view into the bytes that were decoded, cut to the packet's total length. */
  readonly payload: Uint8Array;
}

/** Protocol number of ICMP. */
export const PROTOCOL_ICMP = 1;

/** Octets of a header without options. */
export const IPV4_MINIMUM_LENGTH = 20;
/** Where fields stand. */
export const ipv4At = {
  version: 0,
  totalLength: 2,
  identification: 4,
  fragment: 6,
  ttl: 8,
  protocol: 9,
  checksum: 10,
  source: 12,
  destination: 16,
} as const;

/** A header without options: version 4, 5 words. */
const PLAIN_HEADER = 0x45;
/** "Don't fragment", with which the identification may be zero (RFC 6864 §4.1). */
const DONT_FRAGMENT = 0x4000;

/**
 * A whole packet, which no router may cut, with its header checksum.
 *
 * @throws VipError `BAD_ARGUMENT` when a value does not fit its field
 */
export function encodeIpv4Packet(packet: Omit<Ipv4Packet, 'fragmentOffset'>): Uint8Array {
  const {source, destination, ttl, protocol, payload} = packet;
  checkRange('ipv4: time to live', ttl, 0, 0xff);
  checkRange('ipv4: protocol', protocol, 0, 0xff);
  checkRange('ipv4: payload length', payload.length, 0, 0xffff - IPV4_MINIMUM_LENGTH);
  const bytes = new Uint8Array(IPV4_MINIMUM_LENGTH + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(ipv4At.version, PLAIN_HEADER);
  view.setUint16(ipv4At.totalLength, bytes.length);
  view.setUint16(ipv4At.fragment, DONT_FRAGMENT);
  view.setUint8(ipv4At.ttl, ttl);
  view.setUint8(ipv4At.protocol, protocol);
  writeIpv4(bytes, ipv4At.source, source);
  writeIpv4(bytes, ipv4At.destination, destination);
  view.setUint16(ipv4At.checksum, internetChecksum(bytes.subarray(0, IPV4_MINIMUM_LENGTH)));
  bytes.set(payload, IPV4_MINIMUM_LENGTH);
  return bytes;
}

/**
 * The header checksum is not verified: the kernel did, and transmit offload leaves it blank in captures of
 * one's own frames. A total length of 0 is that of a packet which transmit offload has yet to cut.
 *
 * @throws DecodeError
 */
export function decodeIpv4Packet(bytes: Uint8Array): Ipv4Packet {
  const {headerLength, totalLength} = checkHeader(bytes);
  if (bytes.length < totalLength) truncated('ipv4', totalLength, bytes.length);
  return packetOf(bytes, headerLength, totalLength);
}

/** A packet of which the end may be missing. */
export interface Ipv4Start extends Ipv4Packet {
  /** Octets of payload that the header states and that are not there. */
  readonly missing: number;
}

/**
 * As `decodeIpv4Packet`, for a record that a snap length may have cut: enough to name a flow.
 *
 * @throws DecodeError when the header is not all there, or contradicts itself
 */
export function decodeIpv4Start(bytes: Uint8Array): Ipv4Start {
  const {headerLength, totalLength} = checkHeader(bytes);
  if (bytes.length < headerLength) truncated('ipv4', headerLength, bytes.length);
  const missing = Math.max(0, totalLength - bytes.length);
  return {...packetOf(bytes, headerLength, totalLength), missing};
}

function checkHeader(bytes: Uint8Array): {headerLength: number; totalLength: number} {
  if (bytes.length < IPV4_MINIMUM_LENGTH) truncated('ipv4', IPV4_MINIMUM_LENGTH, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = view.getUint8(ipv4At.version);
  const headerLength = (first & 0x0f) * 4;
  const totalLength = statedLength(view.getUint16(ipv4At.totalLength), bytes.length);
  if (first >> 4 !== 4) malformed(ipv4At.version, `expected version 4, got ${first >> 4}`);
  if (headerLength < IPV4_MINIMUM_LENGTH)
    malformed(ipv4At.version, `expected a header of 20 octets or more, got ${headerLength}`);
  if (totalLength < headerLength) {
    malformed(ipv4At.totalLength, `expected a total length of ${headerLength} or more, got ${totalLength}`);
  }
  return {headerLength, totalLength};
}

/**
 * Octets of the packet by its header; a total length of 0 is left to a network card that cuts the packet into several (TSO),
 * and what is there counts.
 */
export function statedLength(totalLength: number, present: number): number {
  return totalLength === 0 ? present : totalLength;
}

function packetOf(bytes: Uint8Array, headerLength: number, totalLength: number): Ipv4Packet {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    source: readIpv4(bytes, ipv4At.source),
    destination: readIpv4(bytes, ipv4At.destination),
    ttl: view.getUint8(ipv4At.ttl),
    protocol: view.getUint8(ipv4At.protocol),
    fragmentOffset: (view.getUint16(ipv4At.fragment) & 0x1fff) * 8,
    payload: bytes.subarray(headerLength, totalLength),
  };
}

function malformed(offset: number, problem: string): never {
  throw new DecodeError('MALFORMED', 'ipv4', offset, problem);
}
