/**
 * ICMP (RFC 792): echo request and reply, and destination unreachable, which quotes the packet; every other type is kept by number. ICMPv6
 * has the same layout and other numbers: icmpv6.ts.
 *
 *   octet 0   type         1   8 = echo request, 0 = echo reply, 3 = destination unreachable
 *         1   code         1
 *         2   checksum     2
 *         4   identifier   2   in a destination unreachable, 4 octets of detail: the MTU of the next hop (RFC 1191)
 *         6   sequence     2
 *         8   data, or the head of the packet that could not be delivered
 *
 * `decode(encode(message))` deep-equals `message`.
 *
 * @module
 */

import {badArgument, checkRange} from '../check.js';
import {checksumFor, internetChecksum} from '../checksum.js';
import {truncated} from '../errors.js';
import {readUint16, readUint32} from '../octets.js';

/** An echo request or reply. */
export interface IcmpEcho {
  readonly type: 'echo-request' | 'echo-reply';
  /** Identifies the sender on one machine, 0 to 65535. */
  readonly identifier: number;
  /** Numbers the requests, 0 to 65535; wraps. */
  readonly sequence: number;
  readonly data: Uint8Array;
}

/** "Destination unreachable", with the beginning of the packet. */
export interface IcmpUnreachable {
  readonly type: 'unreachable';
  /** 0 network, 1 host, 3 port, ... (RFC 792, RFC 1812 §5.2.7.1); ICMPv6 numbers them differently (RFC 4443 §3.1). */
  readonly code: number;
  /** 32 bits before the quoted packet: for code 4 of ICMP the MTU of the next hop, otherwise 0. */
  readonly detail: number;
  /** At least the IP header and the first 8 octets of the packet that could not be delivered. */
  readonly quoted: Uint8Array;
}

/** Any other type: kept by number. */
export interface IcmpOther {
  readonly type: 'other';
  /** The type, 0 to 255. */
  readonly number: number;
  /** 0 to 255, refines the type. */
  readonly code: number;
  /** What follows the checksum: at least 4 octets. */
  readonly body: Uint8Array;
}

/** An ICMP or ICMPv6 message. */
export type IcmpMessage = IcmpEcho | IcmpUnreachable | IcmpOther;

/** Octets before the data, of every type. */
export const ICMP_HEADER_LENGTH = 8;
/** Offsets of the fields, for ICMPv6 as well. */
export const icmpAt = {
  type: 0,
  code: 1,
  checksum: 2,
  body: 4,
  identifier: 4,
  sequence: 6,
  data: ICMP_HEADER_LENGTH,
} as const;
/** Numbers of the supported types. */
export const ICMP_TYPE = {
  echoReply: 0,
  unreachable: 3,
  echoRequest: 8,
  timeExceeded: 11,
  parameterProblem: 12,
} as const;

/** Numbers of the types that have a value of their own here; the two protocols number them differently. */
export interface IcmpNumbers {
  readonly echoRequest: number;
  readonly echoReply: number;
  readonly unreachable: number;
}

/**
 * The message with its checksum.
 *
 * @throws VipError `BAD_ARGUMENT` when a value does not fit its field, or if `other` has the number of a type with a value of its own
 */
export function encodeIcmp(message: IcmpMessage): Uint8Array {
  const octets = encodeWithoutChecksum('icmp', message, ICMP_TYPE);
  new DataView(octets.buffer).setUint16(icmpAt.checksum, icmpChecksum(octets));
  return octets;
}

/**
 * The checksum is not verified; see `isIcmpChecksumCorrect`.
 *
 * @throws DecodeError `TRUNCATED` for fewer than 8 octets
 */
export function decodeIcmp(octets: Uint8Array): IcmpMessage {
  return decodeMessage('icmp', octets, ICMP_TYPE);
}

/** The value for the checksum field. */
export function icmpChecksum(octets: Uint8Array): number {
  return checksumFor(octets, icmpAt.checksum);
}

/** Whether the checksum of the octets is correct. */
export function isIcmpChecksumCorrect(octets: Uint8Array): boolean {
  return internetChecksum(octets) === 0;
}

/** The message with a checksum of zero. */
export function encodeWithoutChecksum(layer: string, message: IcmpMessage, numbers: IcmpNumbers): Uint8Array {
  switch (message.type) {
    case 'echo-request':
      return encodeEcho(layer, message, numbers.echoRequest);
    case 'echo-reply':
      return encodeEcho(layer, message, numbers.echoReply);
    case 'unreachable':
      return encodeUnreachable(layer, message, numbers.unreachable);
    case 'other':
      return encodeOther(layer, message, numbers);
    default:
      return badArgument(`${layer} type`, 'a type of message', JSON.stringify((message as IcmpMessage).type));
  }
}

function encodeEcho(layer: string, {identifier, sequence, data}: IcmpEcho, number: number): Uint8Array {
  checkRange(`${layer} identifier`, identifier, 0, 0xffff);
  checkRange(`${layer} sequence`, sequence, 0, 0xffff);
  const octets = new Uint8Array(ICMP_HEADER_LENGTH + data.length);
  const view = new DataView(octets.buffer);
  view.setUint8(icmpAt.type, number);
  view.setUint16(icmpAt.identifier, identifier);
  view.setUint16(icmpAt.sequence, sequence);
  octets.set(data, icmpAt.data);
  return octets;
}

function encodeUnreachable(
  layer: string,
  {code, detail, quoted}: IcmpUnreachable,
  number: number,
): Uint8Array {
  checkRange(`${layer} code`, code, 0, 0xff);
  checkRange(`${layer} detail`, detail, 0, 0xffffffff);
  const octets = new Uint8Array(ICMP_HEADER_LENGTH + quoted.length);
  const view = new DataView(octets.buffer);
  view.setUint8(icmpAt.type, number);
  view.setUint8(icmpAt.code, code);
  view.setUint32(icmpAt.body, detail);
  octets.set(quoted, icmpAt.data);
  return octets;
}

function encodeOther(layer: string, {number, code, body}: IcmpOther, numbers: IcmpNumbers): Uint8Array {
  const {echoRequest, echoReply, unreachable} = numbers;
  checkRange(`${layer} type`, number, 0, 0xff);
  checkRange(`${layer} code`, code, 0, 0xff);
  if ([echoRequest, echoReply, unreachable].includes(number))
    badArgument(`${layer} type`, 'a number without a type of its own', String(number));
  const least = ICMP_HEADER_LENGTH - icmpAt.body;
  if (body.length < least) badArgument(`${layer} body`, `at least ${least} octets`, String(body.length));
  const octets = new Uint8Array(icmpAt.body + body.length);
  octets[icmpAt.type] = number;
  octets[icmpAt.code] = code;
  octets.set(body, icmpAt.body);
  return octets;
}

/** @throws DecodeError `TRUNCATED` for fewer than 8 octets */
export function decodeMessage(layer: string, octets: Uint8Array, numbers: IcmpNumbers): IcmpMessage {
  if (octets.length < ICMP_HEADER_LENGTH) truncated(layer, ICMP_HEADER_LENGTH, octets.length);
  const number = octets[icmpAt.type] as number;
  const code = octets[icmpAt.code] as number;
  if (number === numbers.unreachable) {
    const detail = readUint32(octets, icmpAt.body);
    return {type: 'unreachable', code, detail, quoted: octets.subarray(icmpAt.data)};
  }
  if (number !== numbers.echoRequest && number !== numbers.echoReply)
    return {type: 'other', number, code, body: octets.subarray(icmpAt.body)};
  return {
    type: number === numbers.echoRequest ? 'echo-request' : 'echo-reply',
    identifier: readUint16(octets, icmpAt.identifier),
    sequence: readUint16(octets, icmpAt.sequence),
    data: octets.subarray(icmpAt.data),
  };
}

/** Whether a type of ICMP reports that a packet was not delivered. */
export function isIcmpError(type: number): boolean {
  return (
    type === ICMP_TYPE.unreachable || type === ICMP_TYPE.timeExceeded || type === ICMP_TYPE.parameterProblem
  );
}
