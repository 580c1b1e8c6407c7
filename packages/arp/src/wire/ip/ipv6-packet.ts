/**
 * IPv6 packets (RFC 8200 §3) with their extension headers (§4). Bytes in, plain objects out; no I/O.
 *
 *   octet 0   version 4 bits, traffic class 8 bits, flow label 20 bits
 *         4   payload length        2   extension headers included
 *         6   next header           1   number of the first extension header, or of the payload
 *         7   hop limit             1
 *         8   source               16
 *        24   destination          16
 *        40   extension headers, then payload
 *
 * `decode(encode(packet))` deep-equals `packet`; `encode(decode(octets))` equals `octets` up to its payload length.
 *
 * @module
 */

import {type Ipv6Address, readIpv6, writeIpv6} from '../address/ipv6-address.js';
import {badArgument, checkRange} from '../check.js';
import {DecodeError, truncated} from '../errors.js';
import {readUint16, readUint32} from '../octets.js';
import {HeaderWalk} from './header-walk.js';
import {extensionsLength, type Ipv6Extension, readExtensions, writeExtensions} from './ipv6-extension.js';

/** An IPv6 packet, or a fragment of one. */
export interface Ipv6Packet {
  readonly source: Ipv6Address;
  readonly destination: Ipv6Address;
  /** 0 to 255: DSCP 6 bits, congestion 2 bits. */
  readonly trafficClass: number;
  /** 0 to 0xfffff. */
  readonly flowLabel: number;
  /** Hops left, 0 to 255; neighbour discovery is accepted only with 255, which cannot have passed a router. */
  readonly hopLimit: number;
  /** In wire order; most packets have none. */
  readonly extensions: readonly Ipv6Extension[];
  /** IANA protocol number of the payload after them. */
  readonly protocol: number;
  /** A view into the decoded octets, from the end of the extension headers to the packet's payload length. */
  readonly payload: Uint8Array;
}

/** The fields of an IPv6 packet. Defaults: 0, and no extension headers. */
export type Ipv6Fields = Pick<Ipv6Packet, 'source' | 'destination' | 'hopLimit' | 'protocol' | 'payload'> &
  Partial<Ipv6Packet>;

/** Length of the header, in octets. */
export const IPV6_HEADER_LENGTH = 40;

const VERSION = 6;
/** Offsets of the fields. */
export const ipv6At = {
  first: 0,
  payloadLength: 4,
  nextHeader: 6,
  hopLimit: 7,
  source: 8,
  destination: 24,
} as const;

/**
 * The packet with its length, and the next-header numbers of its extension headers.
 *
 * @throws VipError `BAD_ARGUMENT` when a value does not fit its field, or an extension header contradicts its length
 */
export function encodeIpv6Packet(fields: Ipv6Fields): Uint8Array {
  const {source, destination, hopLimit, protocol, payload} = fields;
  const {trafficClass = 0, flowLabel = 0, extensions = []} = fields;
  const length = extensionsLength(extensions) + payload.length;
  checkRange('ipv6 traffic class', trafficClass, 0, 0xff);
  checkRange('ipv6 flow label', flowLabel, 0, 0xfffff);
  checkRange('ipv6 hop limit', hopLimit, 0, 0xff);
  checkRange('ipv6 protocol', protocol, 0, 0xff);
  checkRange('ipv6 payload length', length, 0, 0xffff);
  const octets = new Uint8Array(IPV6_HEADER_LENGTH + length);
  const view = new DataView(octets.buffer);
  view.setUint32(ipv6At.first, ((VERSION << 28) | (trafficClass << 20) | flowLabel) >>> 0);
  view.setUint16(ipv6At.payloadLength, length);
  view.setUint8(ipv6At.nextHeader, extensions[0]?.number ?? protocol);
  view.setUint8(ipv6At.hopLimit, hopLimit);
  writeIpv6(octets, ipv6At.source, source);
  writeIpv6(octets, ipv6At.destination, destination);
  writeExtensions(octets, IPV6_HEADER_LENGTH, extensions, protocol);
  octets.set(payload, octets.length - payload.length);
  checkEnd(octets, protocol, octets.length - payload.length);
  return octets;
}

/** Ensures that a receiver does not take the payload for another extension header. */
function checkEnd(octets: Uint8Array, protocol: number, payloadStart: number): void {
  const walk = new HeaderWalk();
  walk.walk(octets, octets[ipv6At.nextHeader] as number, IPV6_HEADER_LENGTH, octets.length, true);
  if (walk.isBroken || walk.offset !== payloadStart)
    badArgument('ipv6 protocol', "a number other than an extension header's", String(protocol));
}

/**
 * The packet with its extension headers.
 *
 * @throws DecodeError if it is incomplete, or an extension header contradicts its length
 */
export function decodeIpv6Packet(octets: Uint8Array): Ipv6Packet {
  const {missing, ...packet} = decodeIpv6Start(octets);
  if (missing > 0) truncated('ipv6', octets.length + missing, octets.length);
  return packet;
}

/** A packet whose end may be missing. */
export interface Ipv6Start extends Ipv6Packet {
  /** Octets of payload stated in the header but missing. */
  readonly missing: number;
}

/**
 * Like `decodeIpv6Packet`, for a record that a snap length may have truncated: enough to identify a flow.
 *
 * @throws DecodeError if the headers are incomplete or contradictory
 */
export function decodeIpv6Start(octets: Uint8Array): Ipv6Start {
  if (octets.length < IPV6_HEADER_LENGTH) truncated('ipv6', IPV6_HEADER_LENGTH, octets.length);
  const first = readUint32(octets, ipv6At.first);
  const version = first >>> 28;
  if (version !== VERSION) {
    throw new DecodeError('MALFORMED', 'ipv6', ipv6At.first, `expected version ${VERSION}, got ${version}`);
  }
  const end = IPV6_HEADER_LENGTH + readUint16(octets, ipv6At.payloadLength);
  const nextHeader = octets[ipv6At.nextHeader] as number;
  const walk = new HeaderWalk();
  walk.walk(octets, nextHeader, IPV6_HEADER_LENGTH, end, true);
  if (walk.isBroken) brokenHeader(walk, octets.length, end);
  return {
    source: readIpv6(octets, ipv6At.source),
    destination: readIpv6(octets, ipv6At.destination),
    trafficClass: (first >>> 20) & 0xff,
    flowLabel: first & 0xfffff,
    hopLimit: octets[ipv6At.hopLimit] as number,
    extensions:
      walk.offset === IPV6_HEADER_LENGTH
        ? []
        : readExtensions(octets, nextHeader, IPV6_HEADER_LENGTH, walk.offset),
    protocol: walk.protocol,
    payload: octets.subarray(walk.offset, end),
    missing: Math.max(0, end - octets.length),
  };
}

/** Either the record was truncated within the header, or the header is longer than its packet. */
function brokenHeader({offset, protocol}: HeaderWalk, present: number, end: number): never {
  if (present < end) truncated('ipv6', end, present);
  const problem = `expected a whole extension header ${protocol}, got ${end - offset} octets`;
  throw new DecodeError('MALFORMED', 'ipv6', offset, problem);
}
