/**
 * IPv4 packets (RFC 791 §3.1). Bytes in, plain objects out; no I/O.
 *
 *   octet 0   version 4 bits, header length 4 bits in words of 4 octets
 *         1   DSCP 6 bits (RFC 2474), congestion 2 bits (RFC 3168)
 *         2   total length          2
 *         4   identification        2
 *         6   reserved 1 bit, don't fragment 1 bit, more fragments 1 bit, fragment offset 13 bits in units of 8 octets
 *         8   time to live          1
 *         9   protocol              1
 *        10   header checksum       2
 *        12   source                4
 *        16   destination           4
 *        20   options, then payload
 *
 * `decode(encode(packet))` deep-equals `packet`; `encode(decode(octets))` equals `octets` up to the total length if the checksum is
 * correct and the reserved bit is zero.
 *
 * @module
 */

import {type Ipv4Address, readIpv4, writeIpv4} from '../address/ipv4-address.js';
import {badArgument, checkAtMost, checkRange} from '../check.js';
import {truncated} from '../errors.js';
import {readUint16} from '../octets.js';
import {
  checkHeader,
  IPV4_MINIMUM_LENGTH,
  IPV4_VERSION,
  IPV4_WORD,
  ipv4At,
  ipv4Checksum,
} from './ipv4-header.js';

/** An IPv4 packet, or a fragment of one. */
export interface Ipv4Packet {
  readonly source: Ipv4Address;
  readonly destination: Ipv4Address;
  /** Differentiated services code point, 0 to 63. */
  readonly dscp: number;
  /** Explicit congestion notification, 0 to 3. */
  readonly ecn: number;
  /** Shared by the fragments of a packet, 0 to 0xffff; meaningless in a packet that may not be fragmented (RFC 6864). */
  readonly identification: number;
  readonly dontFragment: boolean;
  /** Whether fragments follow: with an offset of 0, this is the first one. */
  readonly moreFragments: boolean;
  /** Offset of this fragment's payload in octets: a multiple of 8, up to 65528. */
  readonly fragmentOffset: number;
  /** Hops left, 0 to 255. */
  readonly ttl: number;
  /** IANA protocol number; unknown ones are kept. */
  readonly protocol: number;
  /** As on the wire, 0 to 40 octets in words of 4. A view into the decoded octets. */
  readonly options: Uint8Array;
  /** A view into the decoded octets, cut to the packet's total length. */
  readonly payload: Uint8Array;
}

/** The fields of an IPv4 packet. Defaults: 0, no options, and don't fragment. */
export type Ipv4Fields = Pick<Ipv4Packet, 'source' | 'destination' | 'ttl' | 'protocol' | 'payload'> &
  Partial<Ipv4Packet>;

const MAX_OPTIONS = 40;
const MAX_LENGTH = 0xffff;
const DONT_FRAGMENT = 0x4000;
const MORE_FRAGMENTS = 0x2000;
const OFFSET_BITS = 0x1fff;
const OFFSET_UNIT = 8;

/**
 * The packet with its header checksum.
 *
 * @throws VipError `BAD_ARGUMENT` when a value does not fit its field
 */
export function encodeIpv4Packet(fields: Ipv4Fields): Uint8Array {
  const packet = withDefaults(fields);
  checkFields(packet);
  const {options, payload} = packet;
  const headerLength = IPV4_MINIMUM_LENGTH + options.length;
  const octets = new Uint8Array(headerLength + payload.length);
  const view = new DataView(octets.buffer);
  view.setUint8(ipv4At.version, (IPV4_VERSION << 4) | (headerLength / IPV4_WORD));
  view.setUint8(ipv4At.service, (packet.dscp << 2) | packet.ecn);
  view.setUint16(ipv4At.totalLength, octets.length);
  view.setUint16(ipv4At.identification, packet.identification);
  view.setUint16(ipv4At.fragment, fragmentWord(packet));
  view.setUint8(ipv4At.ttl, packet.ttl);
  view.setUint8(ipv4At.protocol, packet.protocol);
  writeIpv4(octets, ipv4At.source, packet.source);
  writeIpv4(octets, ipv4At.destination, packet.destination);
  octets.set(options, ipv4At.options);
  view.setUint16(ipv4At.checksum, ipv4Checksum(octets));
  octets.set(payload, headerLength);
  return octets;
}

const NO_OPTIONS = new Uint8Array(0);

/** Field by field: spreading two objects into a third takes twenty times as long as the rest of the encoding. */
function withDefaults(fields: Ipv4Fields): Ipv4Packet {
  return {
    source: fields.source,
    destination: fields.destination,
    ttl: fields.ttl,
    protocol: fields.protocol,
    payload: fields.payload,
    dscp: fields.dscp ?? 0,
    ecn: fields.ecn ?? 0,
    identification: fields.identification ?? 0,
    dontFragment: fields.dontFragment ?? true,
    moreFragments: fields.moreFragments ?? false,
    fragmentOffset: fields.fragmentOffset ?? 0,
    options: fields.options ?? NO_OPTIONS,
  };
}

function checkFields(packet: Ipv4Packet): void {
  const {fragmentOffset, options, payload} = packet;
  checkRange('ipv4 DSCP', packet.dscp, 0, 0x3f);
  checkRange('ipv4 ECN', packet.ecn, 0, 3);
  checkRange('ipv4 identification', packet.identification, 0, 0xffff);
  checkRange('ipv4 fragment offset', fragmentOffset, 0, OFFSET_BITS * OFFSET_UNIT);
  if (fragmentOffset % OFFSET_UNIT !== 0)
    badArgument('ipv4 fragment offset', 'a multiple of 8', String(fragmentOffset));
  checkRange('ipv4 time to live', packet.ttl, 0, 0xff);
  checkRange('ipv4 protocol', packet.protocol, 0, 0xff);
  checkAtMost('ipv4 options', options, MAX_OPTIONS);
  if (options.length % IPV4_WORD !== 0)
    badArgument('ipv4 options', 'a multiple of 4 octets', String(options.length));
  checkRange('ipv4 payload length', payload.length, 0, MAX_LENGTH - IPV4_MINIMUM_LENGTH - options.length);
}

function fragmentWord({dontFragment, moreFragments, fragmentOffset}: Ipv4Packet): number {
  const flags = (dontFragment ? DONT_FRAGMENT : 0) | (moreFragments ? MORE_FRAGMENTS : 0);
  return flags | (fragmentOffset / OFFSET_UNIT);
}

/**
 * The header checksum is not verified (see `isIpv4ChecksumCorrect`): transmit offload leaves it blank in captures of one's own
 * packets. A total length of 0 is that of a packet that transmit offload has yet to segment.
 *
 * @throws DecodeError if it is incomplete, or its header contradictory
 */
export function decodeIpv4Packet(octets: Uint8Array): Ipv4Packet {
  const {headerLength, totalLength} = checkHeader(octets);
  if (octets.length < totalLength) truncated('ipv4', totalLength, octets.length);
  return packetOf(octets, headerLength, totalLength);
}

/** A packet whose end may be missing. */
export interface Ipv4Start extends Ipv4Packet {
  /** Octets of payload stated in the header but missing. */
  readonly missing: number;
}

/**
 * Like `decodeIpv4Packet`, for a record that a snap length may have truncated: enough to identify a flow.
 *
 * @throws DecodeError if the header is incomplete or contradictory
 */
export function decodeIpv4Start(octets: Uint8Array): Ipv4Start {
  const {headerLength, totalLength} = checkHeader(octets);
  if (octets.length < headerLength) truncated('ipv4', headerLength, octets.length);
  // One more field for an object just made takes a fraction of the time of a copy with it.
  const start: Omit<Ipv4Start, 'missing'> & {missing?: number} = packetOf(octets, headerLength, totalLength);
  start.missing = Math.max(0, totalLength - octets.length);
  return start as Ipv4Start;
}

function packetOf(octets: Uint8Array, headerLength: number, totalLength: number): Ipv4Packet {
  const service = octets[ipv4At.service] as number;
  const fragment = readUint16(octets, ipv4At.fragment);
  return {
    source: readIpv4(octets, ipv4At.source),
    destination: readIpv4(octets, ipv4At.destination),
    dscp: service >> 2,
    ecn: service & 3,
    identification: readUint16(octets, ipv4At.identification),
    dontFragment: (fragment & DONT_FRAGMENT) !== 0,
    moreFragments: (fragment & MORE_FRAGMENTS) !== 0,
    fragmentOffset: (fragment & OFFSET_BITS) * OFFSET_UNIT,
    ttl: octets[ipv4At.ttl] as number,
    protocol: octets[ipv4At.protocol] as number,
    options: headerLength === ipv4At.options ? NO_OPTIONS : octets.subarray(ipv4At.options, headerLength),
    payload: octets.subarray(headerLength, totalLength),
  };
}
