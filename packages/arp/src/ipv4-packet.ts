/**
 * IPv4 packets (RFC 791 §3.1), as far as a probe and its answer need them. Bytes in, plain objects out.
 *
 *   octet 0   version 4 bits, header length 4 bits in words of 4 octets
 *         2   total length          2
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

import {DecodeError, truncated, VipError} from './errors.js';
import {internetChecksum} from './icmp.js';
import {type Ipv4Address, readIpv4, writeIpv4} from './ipv4-address.js';

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

const MINIMUM_LENGTH = 20;
const at = {
  version: 0,
  totalLength: 2,
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
  checkRange('time to live', ttl, 0xff);
  checkRange('protocol', protocol, 0xff);
  checkRange('payload length', payload.length, 0xffff - MINIMUM_LENGTH);
  const bytes = new Uint8Array(MINIMUM_LENGTH + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(at.version, PLAIN_HEADER);
  view.setUint16(at.totalLength, bytes.length);
  view.setUint16(at.fragment, DONT_FRAGMENT);
  view.setUint8(at.ttl, ttl);
  view.setUint8(at.protocol, protocol);
  writeIpv4(bytes, at.source, source);
  writeIpv4(bytes, at.destination, destination);
  view.setUint16(at.checksum, internetChecksum(bytes.subarray(0, MINIMUM_LENGTH)));
  bytes.set(payload, MINIMUM_LENGTH);
  return bytes;
}

/**
 * The header checksum is not verified: the kernel did, and transmit offload leaves it blank in captures of
 * one's own frames.
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
  if (bytes.length < MINIMUM_LENGTH) truncated('ipv4', MINIMUM_LENGTH, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = view.getUint8(at.version);
  const headerLength = (first & 0x0f) * 4;
  const totalLength = view.getUint16(at.totalLength);
  if (first >> 4 !== 4) malformed(at.version, `expected version 4, got ${first >> 4}`);
  if (headerLength < MINIMUM_LENGTH)
    malformed(at.version, `expected a header of 20 octets or more, got ${headerLength}`);
  if (totalLength < headerLength) {
    malformed(at.totalLength, `expected a total length of ${headerLength} or more, got ${totalLength}`);
  }
  return {headerLength, totalLength};
}

function packetOf(bytes: Uint8Array, headerLength: number, totalLength: number): Ipv4Packet {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    source: readIpv4(bytes, at.source),
    destination: readIpv4(bytes, at.destination),
    ttl: view.getUint8(at.ttl),
    protocol: view.getUint8(at.protocol),
    fragmentOffset: (view.getUint16(at.fragment) & 0x1fff) * 8,
    payload: bytes.subarray(headerLength, totalLength),
  };
}

function malformed(offset: number, problem: string): never {
  throw new DecodeError('MALFORMED', 'ipv4', offset, problem);
}

function checkRange(what: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= most) return;
  throw new VipError('BAD_ARGUMENT', `ipv4: ${what}: expected 0 to ${most}, got ${value}`);
}
