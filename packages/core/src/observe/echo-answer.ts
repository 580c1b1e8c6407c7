/**
 * What a packet received by a raw ICMP socket says about an echo request. Pure.
 *
 * @module
 */

import {
  DecodeError,
  decodeIcmp,
  decodeIcmpv6,
  decodeIpv4Packet,
  decodeQuotedPacket,
  type IcmpMessage,
  type IpAddress,
  type IpFamily,
  parseIp,
} from '@vip/arp';

/** The request in question, and the answering station. */
interface About {
  /** Each 0 to 65535. */
  readonly identifier: number;
  readonly sequence: number;
  readonly from: IpAddress;
}

/** Its reply, or why it was not delivered. */
export type EchoAnswer = About &
  (
    | {readonly kind: 'reply' /** Octets of the message. */; readonly size: number; readonly ttl?: number}
    | {readonly kind: 'refusal'; readonly reason: string}
  );

/** RFC 792's codes and RFC 4443's, in the words of ping(8). */
const UNREACHABLE_WORDS = {
  IPv4: ['Destination Net Unreachable', 'Destination Host Unreachable'],
  IPv6: [
    'Destination unreachable: No route',
    'Destination unreachable: Administratively prohibited',
    'Destination unreachable: Beyond scope of source address',
    'Destination unreachable: Address unreachable',
  ],
} as const;

/**
 * Undefined for everything else: anyone may send anything to a raw socket, and a packet that cannot be read as ICMP is not an answer.
 *
 * @param octets with the header for IPv4, without for IPv6 (raw(7), ipv6(7))
 * @param source where the packet came from, as the socket says; needed for IPv6
 */
export function readEchoAnswer(family: IpFamily, octets: Uint8Array, source: string): EchoAnswer | undefined {
  try {
    return answerIn(family, family === 'IPv4' ? readIpv4(octets) : readIpv6(octets, source));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return undefined;
  }
}

/** An ICMP message, and what is known about the packet that carried it. */
interface Received {
  readonly message: IcmpMessage;
  readonly from: IpAddress;
  readonly size: number;
  readonly ttl?: number;
}

function answerIn(family: IpFamily, {message, from, size, ttl}: Received): EchoAnswer | undefined {
  if (message.type === 'echo-reply') {
    const {identifier, sequence} = message;
    return {kind: 'reply', identifier, sequence, from, size, ...(ttl === undefined ? {} : {ttl})};
  }
  if (message.type !== 'unreachable') return undefined;
  const {code, quoted} = message;
  const echo = decodeQuotedPacket(quoted)?.echo;
  if (echo === undefined) return undefined;
  const reason = UNREACHABLE_WORDS[family][code] ?? `Destination Unreachable, code ${code}`;
  return {kind: 'refusal', identifier: echo.identifier, sequence: echo.sequence, from, reason};
}

function readIpv4(octets: Uint8Array): Received {
  const {source, ttl, payload} = decodeIpv4Packet(octets);
  return {message: decodeIcmp(payload), from: source, size: payload.length, ttl};
}

function readIpv6(octets: Uint8Array, source: string): Received {
  return {message: decodeIcmpv6(octets), from: parseIp(source), size: octets.length};
}
