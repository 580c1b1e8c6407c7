/**
 * Neighbour discovery (RFC 4861), IPv6's counterpart of ARP. Bytes in, plain objects out.
 *
 *   octet 0   type         1   135 = neighbour solicitation ("who has"), 136 = advertisement ("is at")
 *         1   code         1   0
 *         2   checksum     2
 *         4   flags        1   advertisement: 0x80 router, 0x40 solicited, 0x20 override
 *         5   reserved     3
 *         8   target      16   the address that is asked for, or announced
 *        24   options          each: type 1, length 1 in units of 8 octets, the rest
 *
 * `decode(encode(message))` deep-equals `message`; `encode(decode(bytes))` equals `bytes` if the reserved bits
 * are zero and the checksum is correct.
 *
 * @module
 */

import {ANY_IPV6, type Ipv6Address, isMulticastIpv6, readIpv6, writeIpv6} from '../address/ipv6-address.js';
import {MAC_LENGTH, type MacAddress, readMac, writeMac} from '../address/mac.js';
import {checkRange, refuse} from '../check.js';
import {DecodeError, truncated} from '../errors.js';
import {decodeIpPacket, type IpPacket} from '../ip/ip-packet.js';
import type {Ipv6Path} from '../ip/ip-path.js';
import {PROTOCOL_ICMPV6} from '../ip/protocol.js';
import {icmpv6Checksum, isIcmpv6ChecksumCorrect} from './icmpv6.js';

/** "Who has this address?" (§4.3). From `::` it is a duplicate address detection (RFC 4862 §5.4.2). */
export interface NeighbourSolicitation {
  readonly type: 'solicitation';
  readonly target: Ipv6Address;
  readonly options: readonly DiscoveryOption[];
}

/** "This address is here" (§4.4). */
export interface NeighbourAdvertisement {
  readonly type: 'advertisement';
  readonly target: Ipv6Address;
  /** The sender forwards packets; if cleared, receivers remove it from their default routers. */
  readonly router: boolean;
  /** It answers a solicitation, which proves that the neighbour is reachable. */
  readonly solicited: boolean;
  /** It replaces the link-layer address of an existing entry. */
  readonly override: boolean;
  readonly options: readonly DiscoveryOption[];
}

/** A neighbour solicitation or advertisement. */
export type NeighbourMessage = NeighbourSolicitation | NeighbourAdvertisement;

/** An option of a message. */
export type DiscoveryOption =
  /** The MAC of the sender (§4.6.1). */
  | {readonly type: 'source-link-layer'; readonly mac: MacAddress}
  /** The MAC of the target (§4.6.1): without it an advertisement changes no entry. */
  | {readonly type: 'target-link-layer'; readonly mac: MacAddress}
  /** Any other option, and these two with an address that is not an Ethernet MAC: kept by number. */
  | {readonly type: 'other'; readonly number: number; readonly data: Uint8Array};

/** The hop limit of every message: one that has passed a router has less, and is ignored (§7.1). */
export const DISCOVERY_HOP_LIMIT = 255;

const LAYER = 'neighbour discovery';
const HEADER_LENGTH = 24;
const at = {type: 0, code: 1, checksum: 2, flags: 4, target: 8, options: HEADER_LENGTH} as const;
/** Numbers of the messages. */
export const DISCOVERY_TYPE = {solicitation: 135, advertisement: 136} as const;
const FLAG = {router: 0x80, solicited: 0x40, override: 0x20} as const;
const OPTION = {sourceLinkLayer: 1, targetLinkLayer: 2} as const;
const OPTION_HEADER_LENGTH = 2;
const OPTION_UNIT = 8;
const MAC_OPTION_LENGTH = OPTION_HEADER_LENGTH + MAC_LENGTH;

/**
 * The message with its checksum.
 *
 * @throws VipError `BAD_ARGUMENT` for an option whose length is not a multiple of 8 octets, or that has the number of one with a value of its own
 */
export function encodeNeighbourMessage(message: NeighbourMessage, path: Ipv6Path): Uint8Array {
  const options = message.options.map(encodeOption);
  const bytes = new Uint8Array(HEADER_LENGTH + options.reduce((sum, {length}) => sum + length, 0));
  bytes[at.type] = DISCOVERY_TYPE[message.type];
  if (message.type === 'advertisement') bytes[at.flags] = flagsOf(message);
  writeIpv6(bytes, at.target, message.target);
  let offset: number = at.options;
  for (const option of options) {
    bytes.set(option, offset);
    offset += option.length;
  }
  new DataView(bytes.buffer).setUint16(at.checksum, icmpv6Checksum(bytes, path));
  return bytes;
}

/**
 * Refuses what a receiver must ignore (§7.1): a non-zero code, a multicast target, an option of length 0. The
 * checksum needs the addresses, and the hop limit is the packet's: `decodeDiscoveryPacket` checks both.
 *
 * @throws DecodeError; `UNSUPPORTED` for any other ICMPv6 message
 */
export function decodeNeighbourMessage(bytes: Uint8Array): NeighbourMessage {
  if (bytes.length < 1) truncated(LAYER, HEADER_LENGTH, bytes.length);
  const type = bytes[at.type] as number;
  if (type !== DISCOVERY_TYPE.solicitation && type !== DISCOVERY_TYPE.advertisement) {
    const problem = `expected a solicitation (135) or an advertisement (136), got ICMPv6 type ${type}`;
    throw new DecodeError('UNSUPPORTED', LAYER, at.type, problem);
  }
  if (bytes.length < HEADER_LENGTH) truncated(LAYER, HEADER_LENGTH, bytes.length);
  const code = bytes[at.code] as number;
  if (code !== 0) malformed(at.code, `expected code 0, got ${code}`);
  const target = readIpv6(bytes, at.target);
  if (isMulticastIpv6(target)) malformed(at.target, `expected a unicast target, got ${target}`);
  const options = decodeOptions(bytes);
  if (type === DISCOVERY_TYPE.solicitation) return {type: 'solicitation', target, options};
  const flags = bytes[at.flags] as number;
  return {
    type: 'advertisement',
    target,
    router: (flags & FLAG.router) !== 0,
    solicited: (flags & FLAG.solicited) !== 0,
    override: (flags & FLAG.override) !== 0,
    options,
  };
}

/** A message with its source and destination. */
export interface DiscoveryPacket extends Ipv6Path {
  readonly message: NeighbourMessage;
}

/** Whether a type of ICMPv6 is one of these two. */
export function isDiscoveryType(type: number | undefined): boolean {
  return type === DISCOVERY_TYPE.solicitation || type === DISCOVERY_TYPE.advertisement;
}

/**
 * Decodes a whole IPv6 packet that a receiver would accept: hop limit 255, a correct checksum (§7.1).
 *
 * @throws DecodeError
 */
export function decodeDiscoveryPacket(bytes: Uint8Array): DiscoveryPacket {
  const ip = decodeIpPacket(bytes, 'IPv6');
  if (ip.missing > 0) truncated('ipv6', bytes.length + ip.missing, bytes.length);
  return discoveryIn(ip);
}

/** The same for a whole IPv6 packet that is already decoded. @throws DecodeError */
export function discoveryIn({
  source,
  destination,
  hops,
  protocol,
  isFragment,
  payload,
}: IpPacket): DiscoveryPacket {
  if (protocol !== PROTOCOL_ICMPV6) {
    const problem = `expected ICMPv6 (${PROTOCOL_ICMPV6}), got protocol ${protocol}`;
    throw new DecodeError('UNSUPPORTED', LAYER, at.type, problem);
  }
  if (isFragment) {
    const problem = 'expected a whole message, got a fragment, which receivers ignore (RFC 6980 §5)';
    throw new DecodeError('UNSUPPORTED', LAYER, at.type, problem);
  }
  const message = decodeNeighbourMessage(payload);
  if (hops !== DISCOVERY_HOP_LIMIT)
    malformed(at.type, `expected hop limit ${DISCOVERY_HOP_LIMIT}, got ${hops}`);
  const path = {source, destination} as Ipv6Path;
  if (!isIcmpv6ChecksumCorrect(payload, path)) malformed(at.checksum, 'expected a matching checksum');
  return {...path, message};
}

/**
 * The MAC in a message's option: of the target in an advertisement, of the sender in a solicitation.
 *
 * @param message a solicitation or an advertisement
 */
export function taughtMac({type, options}: NeighbourMessage): MacAddress | undefined {
  const wanted = type === 'advertisement' ? 'target-link-layer' : 'source-link-layer';
  for (const option of options) if (option.type === wanted) return option.mac;
  return undefined;
}

/**
 * Whether the message is a duplicate address detection.
 *
 * @param packet a message with its addresses
 */
export function isDuplicateDetection({source, message}: DiscoveryPacket): boolean {
  return message.type === 'solicitation' && source === ANY_IPV6;
}

function flagsOf({router, solicited, override}: NeighbourAdvertisement): number {
  return (router ? FLAG.router : 0) | (solicited ? FLAG.solicited : 0) | (override ? FLAG.override : 0);
}

function encodeOption(option: DiscoveryOption): Uint8Array {
  if (option.type === 'other') return encodeOtherOption(option);
  const bytes = new Uint8Array(MAC_OPTION_LENGTH);
  bytes[0] = option.type === 'source-link-layer' ? OPTION.sourceLinkLayer : OPTION.targetLinkLayer;
  bytes[1] = MAC_OPTION_LENGTH / OPTION_UNIT;
  writeMac(bytes, OPTION_HEADER_LENGTH, option.mac);
  return bytes;
}

function encodeOtherOption({number, data}: {number: number; data: Uint8Array}): Uint8Array {
  const length = OPTION_HEADER_LENGTH + data.length;
  const where = `${LAYER}: option ${number}`;
  checkRange(where, number, 0, 0xff);
  if (isMacOption(number, length)) refuse(where, 'a number without a type of its own', String(number));
  if (length % OPTION_UNIT !== 0 || length / OPTION_UNIT > 0xff)
    refuse(where, 'a multiple of 8 octets up to 2040', String(length));
  const bytes = new Uint8Array(length);
  bytes[0] = number;
  bytes[1] = length / OPTION_UNIT;
  bytes.set(data, OPTION_HEADER_LENGTH);
  return bytes;
}

function decodeOptions(bytes: Uint8Array): DiscoveryOption[] {
  const options: DiscoveryOption[] = [];
  let offset: number = at.options;
  while (offset < bytes.length) {
    if (bytes.length < offset + OPTION_HEADER_LENGTH) truncated(LAYER, offset + OPTION_UNIT, bytes.length);
    const number = bytes[offset] as number;
    const length = (bytes[offset + 1] as number) * OPTION_UNIT;
    if (length === 0) malformed(offset + 1, `option ${number}: expected a length of 1 or more, got 0`);
    if (bytes.length < offset + length) truncated(LAYER, offset + length, bytes.length);
    options.push(decodeOption(number, bytes.subarray(offset + OPTION_HEADER_LENGTH, offset + length)));
    offset += length;
  }
  return options;
}

function decodeOption(number: number, data: Uint8Array): DiscoveryOption {
  if (!isMacOption(number, OPTION_HEADER_LENGTH + data.length)) return {type: 'other', number, data};
  const type = number === OPTION.sourceLinkLayer ? 'source-link-layer' : 'target-link-layer';
  return {type, mac: readMac(data, 0)};
}

function isMacOption(number: number, length: number): boolean {
  return (
    length === MAC_OPTION_LENGTH && (number === OPTION.sourceLinkLayer || number === OPTION.targetLinkLayer)
  );
}

function malformed(offset: number, problem: string): never {
  throw new DecodeError('MALFORMED', LAYER, offset, problem);
}
