/**
 * ICMP echo (RFC 792, pages 14 and 4): the probe, its answer, and the refusal that quotes the probe.
 *
 *   octet 0   type         1   8 = echo request, 0 = echo reply, 3 = destination unreachable
 *         1   code         1
 *         2   checksum     2
 *         4   identifier   2   (unused in a destination unreachable)
 *         6   sequence     2
 *         8   data, or the head of the packet that could not be delivered
 *
 * @module
 */

import {DecodeError, truncated} from '../errors.js';

/** An echo request or reply. */
export interface IcmpEcho {
  readonly type: 'echo-request' | 'echo-reply';
  /** Tells the askers on one machine apart, 0 to 65535. */
  readonly identifier: number;
  /** Counts the questions, 0 to 65535; wraps. */
  readonly sequence: number;
  readonly data: Uint8Array;
}

/** "Destination unreachable", with the head of what was sent. */
export interface IcmpUnreachable {
  readonly type: 'unreachable';
  /** 0 network, 1 host, 3 port, ... (RFC 792, RFC 1812 §5.2.7.1). */
  readonly code: number;
  /** IPv4 header and the first 8 octets of the packet that could not be delivered, at the least. */
  readonly quoted: Uint8Array;
}

/** Any other type: kept by number. */
export interface IcmpOther {
  readonly type: 'other';
  readonly number: number;
}

export type IcmpMessage = IcmpEcho | IcmpUnreachable | IcmpOther;

/** Octets before the data, of every type. */
export const ICMP_HEADER_LENGTH = 8;
/** Where fields stand, of ICMPv6 as well. */
export const icmpAt = {type: 0, code: 1, checksum: 2, identifier: 4, sequence: 6, data: 8} as const;
/** Numbers of the types that are read. */
export const ICMP_TYPE = {
  echoReply: 0,
  unreachable: 3,
  echoRequest: 8,
  timeExceeded: 11,
  parameterProblem: 12,
} as const;

/** The message with its checksum. */
export function encodeIcmpEcho(echo: IcmpEcho): Uint8Array {
  const bytes = new Uint8Array(ICMP_HEADER_LENGTH + echo.data.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(icmpAt.type, echo.type === 'echo-request' ? ICMP_TYPE.echoRequest : ICMP_TYPE.echoReply);
  view.setUint16(icmpAt.identifier, echo.identifier);
  view.setUint16(icmpAt.sequence, echo.sequence);
  bytes.set(echo.data, icmpAt.data);
  view.setUint16(icmpAt.checksum, internetChecksum(bytes));
  return bytes;
}

/** @throws DecodeError for fewer than 8 octets */
export function decodeIcmp(bytes: Uint8Array): IcmpMessage {
  if (bytes.length < ICMP_HEADER_LENGTH) truncated('icmp', ICMP_HEADER_LENGTH, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = view.getUint8(icmpAt.type);
  if (type === ICMP_TYPE.unreachable) {
    return {type: 'unreachable', code: view.getUint8(icmpAt.code), quoted: bytes.subarray(icmpAt.data)};
  }
  if (type !== ICMP_TYPE.echoRequest && type !== ICMP_TYPE.echoReply) return {type: 'other', number: type};
  return {
    type: type === ICMP_TYPE.echoRequest ? 'echo-request' : 'echo-reply',
    identifier: view.getUint16(icmpAt.identifier),
    sequence: view.getUint16(icmpAt.sequence),
    data: bytes.subarray(icmpAt.data),
  };
}

/** The one's complement sum of RFC 1071, as it goes into a checksum field; 0 over octets that are intact. */
export function internetChecksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let index = 0; index < bytes.length; index += 2) {
    sum += ((bytes[index] as number) << 8) | (bytes[index + 1] ?? 0);
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}

/** @throws DecodeError `MALFORMED` when the checksum does not fit the octets */
export function verifyIcmpChecksum(bytes: Uint8Array): void {
  const rest = internetChecksum(bytes);
  if (rest !== 0) throw new DecodeError('MALFORMED', 'icmp', icmpAt.checksum, 'expected a matching checksum');
}
