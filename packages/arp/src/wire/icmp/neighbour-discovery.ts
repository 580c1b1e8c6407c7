/**
 * Neighbour discovery (RFC 4861), IPv6's counterpart of ARP. Bytes in, plain objects out.
 *
 *   octet 0   type         1   135 = neighbour solicitation ("who has"), 136 = advertisement ("is at")
 *         1   code         1   0
 *         2   checksum     2
 *         4   flags        1   advertisement: 0x80 router, 0x40 solicited, 0x20 override
 *         5   reserved     3
 *         8   target      16   the address that is asked for, or announced
 *        24   options          see discovery-option.ts
 *
 * `decode(encode(message))` deep-equals `message`; `encode(decode(octets))` equals `octets` if the reserved bits
 * are zero and the checksum is correct.
 *
 * @module
 */

import {hasMulticastPrefix, type Ipv6Address, readIpv6, writeIpv6} from '../address/ipv6-address.js';
import type {MacAddress} from '../address/mac.js';
import {DecodeError, truncated} from '../errors.js';
import type {Ipv6Path} from '../ip/ip-path.js';
import {
  DISCOVERY_LAYER,
  type DiscoveryOption,
  decodeDiscoveryOptions,
  encodeDiscoveryOption,
  malformedDiscovery,
} from './discovery-option.js';
import {icmpv6Checksum} from './icmpv6.js';

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
  /** Whether it answers a solicitation, which proves that the neighbour is reachable. */
  readonly solicited: boolean;
  /** Whether it replaces the link-layer address of an existing entry. */
  readonly override: boolean;
  readonly options: readonly DiscoveryOption[];
}

/** A neighbour solicitation or advertisement. */
export type NeighbourMessage = NeighbourSolicitation | NeighbourAdvertisement;

const HEADER_LENGTH = 24;
export const discoveryAt = {
  type: 0,
  code: 1,
  checksum: 2,
  flags: 4,
  target: 8,
  options: HEADER_LENGTH,
} as const;
/** Numbers of the messages. */
export const DISCOVERY_TYPE = {solicitation: 135, advertisement: 136} as const;
const FLAG = {router: 0x80, solicited: 0x40, override: 0x20} as const;

/**
 * The message with its checksum.
 *
 * @throws VipError `BAD_ARGUMENT` for an option whose length is not a multiple of 8 octets, or that has the number of one with a value of its own
 */
export function encodeNeighbourMessage(message: NeighbourMessage, path: Ipv6Path): Uint8Array {
  const options = message.options.map(encodeDiscoveryOption);
  const octets = new Uint8Array(HEADER_LENGTH + options.reduce((sum, {length}) => sum + length, 0));
  octets[discoveryAt.type] = DISCOVERY_TYPE[message.type];
  if (message.type === 'advertisement') octets[discoveryAt.flags] = flagsOf(message);
  writeIpv6(octets, discoveryAt.target, message.target);
  let offset: number = discoveryAt.options;
  for (const option of options) {
    octets.set(option, offset);
    offset += option.length;
  }
  new DataView(octets.buffer).setUint16(discoveryAt.checksum, icmpv6Checksum(octets, path));
  return octets;
}

/**
 * Refuses messages that a receiver must ignore (§7.1): a non-zero code, a multicast target, an option of length 0. The
 * checksum needs the addresses, and the hop limit is the packet's: `decodeDiscoveryPacket` checks both.
 *
 * @throws DecodeError; `UNSUPPORTED` for any other ICMPv6 message
 */
export function decodeNeighbourMessage(octets: Uint8Array): NeighbourMessage {
  if (octets.length < 1) truncated(DISCOVERY_LAYER, HEADER_LENGTH, octets.length);
  const type = octets[discoveryAt.type] as number;
  if (type !== DISCOVERY_TYPE.solicitation && type !== DISCOVERY_TYPE.advertisement) {
    const problem = `expected a solicitation (135) or an advertisement (136), got ICMPv6 type ${type}`;
    throw new DecodeError('UNSUPPORTED', DISCOVERY_LAYER, discoveryAt.type, problem);
  }
  if (octets.length < HEADER_LENGTH) truncated(DISCOVERY_LAYER, HEADER_LENGTH, octets.length);
  const code = octets[discoveryAt.code] as number;
  if (code !== 0) malformedDiscovery(discoveryAt.code, `expected code 0, got ${code}`);
  const target = readIpv6(octets, discoveryAt.target);
  if (hasMulticastPrefix(target))
    malformedDiscovery(discoveryAt.target, `expected a unicast target, got ${target}`);
  const options = decodeDiscoveryOptions(octets, discoveryAt.options);
  if (type === DISCOVERY_TYPE.solicitation) return {type: 'solicitation', target, options};
  const flags = octets[discoveryAt.flags] as number;
  return {
    type: 'advertisement',
    target,
    router: (flags & FLAG.router) !== 0,
    solicited: (flags & FLAG.solicited) !== 0,
    override: (flags & FLAG.override) !== 0,
    options,
  };
}

/** Whether an ICMPv6 type is that of a solicitation or an advertisement. */
export function isDiscoveryType(type: number | undefined): boolean {
  return type === DISCOVERY_TYPE.solicitation || type === DISCOVERY_TYPE.advertisement;
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

function flagsOf({router, solicited, override}: NeighbourAdvertisement): number {
  return (router ? FLAG.router : 0) | (solicited ? FLAG.solicited : 0) | (override ? FLAG.override : 0);
}
