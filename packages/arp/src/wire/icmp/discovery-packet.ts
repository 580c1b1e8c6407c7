/**
 * Messages of neighbour discovery with the IPv6 packet that carries them, which receivers check as well (RFC 4861 §7.1).
 *
 * @module
 */

import {ANY_IPV6} from '../address/ipv6-address.js';
import {DecodeError, truncated} from '../errors.js';
import {hexNumber} from '../hex.js';
import {decodeIpPacket, type IpPacket} from '../ip/ip-packet.js';
import type {Ipv6Path} from '../ip/ip-path.js';
import {PROTOCOL_ICMPV6} from '../ip/protocol.js';
import {readUint16} from '../octets.js';
import {DISCOVERY_LAYER, malformedDiscovery} from './discovery-option.js';
import {icmpv6Checksum, isIcmpv6ChecksumCorrect} from './icmpv6.js';
import {decodeNeighbourMessage, discoveryAt, type NeighbourMessage} from './neighbour-discovery.js';

/** The hop limit of every message: one that has passed a router has less, and is ignored (§7.1). */
export const DISCOVERY_HOP_LIMIT = 255;

/** A message with its source and destination. */
export interface DiscoveryPacket extends Ipv6Path {
  readonly message: NeighbourMessage;
}

/**
 * Decodes a whole IPv6 packet that a receiver would accept: hop limit 255, a correct checksum (§7.1).
 *
 * @throws DecodeError
 */
export function decodeDiscoveryPacket(octets: Uint8Array): DiscoveryPacket {
  const ip = decodeIpPacket(octets, 'IPv6');
  if (ip.missing > 0) truncated('ipv6', octets.length + ip.missing, octets.length);
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
    throw new DecodeError('UNSUPPORTED', DISCOVERY_LAYER, discoveryAt.type, problem);
  }
  if (isFragment) {
    const problem = 'expected a whole message, got a fragment, which receivers ignore (RFC 6980 §5)';
    throw new DecodeError('UNSUPPORTED', DISCOVERY_LAYER, discoveryAt.type, problem);
  }
  const message = decodeNeighbourMessage(payload);
  if (hops !== DISCOVERY_HOP_LIMIT)
    malformedDiscovery(discoveryAt.type, `expected hop limit ${DISCOVERY_HOP_LIMIT}, got ${hops}`);
  const path = {source, destination} as Ipv6Path;
  if (!isIcmpv6ChecksumCorrect(payload, path)) wrongChecksum(payload, path);
  return {...path, message};
}

function wrongChecksum(octets: Uint8Array, path: Ipv6Path): never {
  const expected = hexNumber(icmpv6Checksum(octets, path));
  const got = hexNumber(readUint16(octets, discoveryAt.checksum));
  malformedDiscovery(discoveryAt.checksum, `expected checksum ${expected}, got ${got}`);
}

/**
 * Whether the message is part of duplicate address detection (RFC 4862 §5.4.2).
 *
 * @param packet a message with its addresses
 */
export function isDuplicateDetection({source, message}: DiscoveryPacket): boolean {
  return message.type === 'solicitation' && source === ANY_IPV6;
}
