/**
 * ICMPv6 (RFC 4443): echo, and destination unreachable, with the layout in icmp.ts. Neighbour discovery, which is
 * ICMPv6 too, has a file of its own.
 *
 *   octet 0   type         1   128 = echo request, 129 = echo reply, 1 = destination unreachable
 *         1   code         1
 *         2   checksum     2   over the message and a pseudo-header of both addresses (§2.3, RFC 8200 §8.1)
 *         4   the rest
 *
 * @module
 */

import {checksumFor, internetChecksum} from '../checksum.js';
import {type Ipv6Path, pseudoHeader} from '../ip/ip-path.js';
import {PROTOCOL_ICMPV6} from '../ip/protocol.js';
import {decodeMessage, encodeWithoutChecksum, type IcmpMessage, icmpAt} from './icmp.js';

/** Numbers of the types supported here. */
export const ICMPV6_TYPE = {
  unreachable: 1,
  tooBig: 2,
  timeExceeded: 3,
  parameterProblem: 4,
  echoRequest: 128,
  echoReply: 129,
} as const;

/**
 * The message with its checksum.
 *
 * @param path of the IP packet that carries it; `kernel` for a raw socket, where the kernel chooses the source address and hence
 *   computes the checksum (RFC 3542 §3.1): the field is zero
 * @throws VipError `BAD_ARGUMENT` when a value does not fit its field, or if `other` has the number of a type with a value of its own
 */
export function encodeIcmpv6(message: IcmpMessage, path: Ipv6Path | 'kernel'): Uint8Array {
  const octets = encodeWithoutChecksum('icmpv6', message, ICMPV6_TYPE);
  if (path !== 'kernel') new DataView(octets.buffer).setUint16(icmpAt.checksum, icmpv6Checksum(octets, path));
  return octets;
}

/**
 * The checksum is not verified; see `isIcmpv6ChecksumCorrect`, which needs the path.
 *
 * @throws DecodeError `TRUNCATED` for fewer than 8 octets
 */
export function decodeIcmpv6(octets: Uint8Array): IcmpMessage {
  return decodeMessage('icmpv6', octets, ICMPV6_TYPE);
}

/**
 * The value for the checksum field.
 *
 * @throws VipError `BAD_ADDRESS` for text that is not an address
 */
export function icmpv6Checksum(octets: Uint8Array, path: Ipv6Path): number {
  return checksumFor(octets, icmpAt.checksum, pseudoHeader(path, PROTOCOL_ICMPV6, octets.length));
}

/**
 * Whether the checksum of the octets with this path is correct.
 *
 * @throws VipError `BAD_ADDRESS` for text that is not an address
 */
export function isIcmpv6ChecksumCorrect(octets: Uint8Array, path: Ipv6Path): boolean {
  return internetChecksum(octets, pseudoHeader(path, PROTOCOL_ICMPV6, octets.length)) === 0;
}

/**
 * Whether a type of ICMPv6 reports that a packet was not delivered: RFC 4443 §2.1 numbers errors below informational
 * messages; not all are assigned.
 */
export function isIcmpv6Error(type: number): boolean {
  return type >= ICMPV6_TYPE.unreachable && type <= ICMPV6_TYPE.parameterProblem;
}
