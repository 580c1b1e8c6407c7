/**
 * ICMPv6 (RFC 4443): echo, and the refusal that quotes the probe. Neighbour discovery, which is ICMPv6 too, has a
 * file of its own.
 *
 *   octet 0   type         1   128 = echo request, 129 = echo reply, 1 = destination unreachable
 *         1   code         1
 *         2   checksum     2   over the message and a pseudo-header of both addresses (§2.3, RFC 8200 §8.1)
 *         4   identifier   2   (unused in a destination unreachable)
 *         6   sequence     2
 *         8   data, or the head of the packet that could not be delivered
 *
 * @module
 */

import {IPV6_LENGTH, type Ipv6Address, writeIpv6} from '../address/ipv6-address.js';
import {DecodeError, truncated} from '../errors.js';
import {PROTOCOL_ICMPV6} from '../ip/ipv6-packet.js';
import {ICMP_HEADER_LENGTH, type IcmpEcho, type IcmpMessage, icmpAt, internetChecksum} from './icmp.js';

/** Between whom a message goes: the checksum covers it. */
export interface Icmpv6Path {
  readonly source: Ipv6Address;
  readonly destination: Ipv6Address;
}

/** Numbers of the types that are read here. */
export const ICMPV6_TYPE = {
  unreachable: 1,
  tooBig: 2,
  timeExceeded: 3,
  parameterProblem: 4,
  echoRequest: 128,
  echoReply: 129,
} as const;

/**
 * The message with its checksum; zero in its place without a path, for a raw socket, where the kernel computes it
 * (RFC 3542 §3.1).
 */
export function encodeIcmpv6Echo(echo: IcmpEcho, path?: Icmpv6Path): Uint8Array {
  const bytes = new Uint8Array(ICMP_HEADER_LENGTH + echo.data.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(icmpAt.type, echo.type === 'echo-request' ? ICMPV6_TYPE.echoRequest : ICMPV6_TYPE.echoReply);
  view.setUint16(icmpAt.identifier, echo.identifier);
  view.setUint16(icmpAt.sequence, echo.sequence);
  bytes.set(echo.data, icmpAt.data);
  if (path !== undefined) view.setUint16(icmpAt.checksum, icmpv6Checksum(bytes, path));
  return bytes;
}

/**
 * The checksum is not looked at: `verifyIcmpv6Checksum` does, which needs the addresses.
 *
 * @throws DecodeError for fewer than 8 octets
 */
export function decodeIcmpv6(bytes: Uint8Array): IcmpMessage {
  if (bytes.length < ICMP_HEADER_LENGTH) truncated('icmpv6', ICMP_HEADER_LENGTH, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = view.getUint8(icmpAt.type);
  if (type === ICMPV6_TYPE.unreachable) {
    return {type: 'unreachable', code: view.getUint8(icmpAt.code), quoted: bytes.subarray(icmpAt.data)};
  }
  if (type !== ICMPV6_TYPE.echoRequest && type !== ICMPV6_TYPE.echoReply)
    return {type: 'other', number: type};
  return {
    type: type === ICMPV6_TYPE.echoRequest ? 'echo-request' : 'echo-reply',
    identifier: view.getUint16(icmpAt.identifier),
    sequence: view.getUint16(icmpAt.sequence),
    data: bytes.subarray(icmpAt.data),
  };
}

/** As it goes into the checksum field, which must hold zero; 0 over a message that is intact. */
export function icmpv6Checksum(message: Uint8Array, {source, destination}: Icmpv6Path): number {
  const pseudo = {source: 0, destination: IPV6_LENGTH, length: 2 * IPV6_LENGTH, nextHeader: 39, end: 40};
  const bytes = new Uint8Array(pseudo.end + message.length);
  writeIpv6(bytes, pseudo.source, source);
  writeIpv6(bytes, pseudo.destination, destination);
  new DataView(bytes.buffer).setUint32(pseudo.length, message.length);
  bytes[pseudo.nextHeader] = PROTOCOL_ICMPV6;
  bytes.set(message, pseudo.end);
  return internetChecksum(bytes);
}

/** @throws DecodeError `MALFORMED` when the checksum does not fit the octets and the path */
export function verifyIcmpv6Checksum(message: Uint8Array, path: Icmpv6Path): void {
  if (icmpv6Checksum(message, path) === 0) return;
  throw new DecodeError('MALFORMED', 'icmpv6', icmpAt.checksum, 'expected a matching checksum');
}
