/**
 * Echo, UDP and TCP over either family, with correct checksums.
 *
 * @module
 */

import {internetChecksum, isOfIpv6, PROTOCOL_ICMP, PROTOCOL_ICMPV6} from '@vip/arp';
import {setWord, zeroes} from './octets.js';
import {type Ends, transportChecksum} from './packet.js';

const PROTOCOL_TCP = 6;
const PROTOCOL_UDP = 17;

/** The payload of an IP packet. */
export interface Message {
  readonly protocol: number;
  readonly payload: Uint8Array;
}

export interface Echo {
  readonly reply: boolean;
  readonly identifier: number;
  readonly sequence: number;
  readonly data: Uint8Array;
}

export interface Datagram {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly data: Uint8Array;
}

/** A TCP segment, whose payload is filler after its first octets. */
export interface Segment {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  /** Flags, as letters: F, S, R, P, A. */
  readonly flags: string;
  /** Length of the payload in octets. */
  readonly length: number;
  /** The first octets of the payload, in ASCII. */
  readonly text?: string;
  /** The window: octets that the sender accepts; enough if absent. */
  readonly window?: number;
}

/** Types of ICMP (RFC 792) and ICMPv6 (RFC 4443 §4). */
const ECHO = {request: 8, reply: 0};
const ECHO_V6 = {request: 128, reply: 129};

export function echoMessage(ends: Ends, {reply, identifier, sequence, data}: Echo): Message {
  const isV6 = isOfIpv6(ends.source);
  const types = isV6 ? ECHO_V6 : ECHO;
  const payload = zeroes(8 + data.length);
  payload[0] = reply ? types.reply : types.request;
  setWord(payload, 4, identifier);
  setWord(payload, 6, sequence);
  payload.set(data, 8);
  setWord(payload, 2, isV6 ? transportChecksum(ends, PROTOCOL_ICMPV6, payload) : internetChecksum(payload));
  return {protocol: isV6 ? PROTOCOL_ICMPV6 : PROTOCOL_ICMP, payload};
}

export function datagramMessage(ends: Ends, {sourcePort, destinationPort, data}: Datagram): Message {
  const payload = zeroes(8 + data.length);
  setWord(payload, 0, sourcePort);
  setWord(payload, 2, destinationPort);
  setWord(payload, 4, payload.length);
  payload.set(data, 8);
  // A sum of zero is sent as all ones: zero would mean "none" (RFC 768).
  setWord(payload, 6, transportChecksum(ends, PROTOCOL_UDP, payload) || 0xffff);
  return {protocol: PROTOCOL_UDP, payload};
}

const FLAGS = 'FSRPA';
const WINDOW = 502;
const FILLER = 0x78;
const ASCII = new TextEncoder();

export function segmentMessage(ends: Ends, segment: Segment): Message {
  // As in every stack, a SYN carries the maximum segment size.
  const headerLength = segment.flags.includes('S') ? 24 : 20;
  const payload = zeroes(headerLength + segment.length).fill(FILLER, headerLength);
  if (segment.text !== undefined) payload.set(ASCII.encode(segment.text), headerLength);
  setWord(payload, 0, segment.sourcePort);
  setWord(payload, 2, segment.destinationPort);
  setLong(payload, 4, segment.sequence);
  if (segment.flags.includes('A')) setLong(payload, 8, segment.acknowledgment);
  payload[12] = (headerLength / 4) << 4;
  for (const flag of segment.flags) payload[13] = (payload[13] ?? 0) | (1 << FLAGS.indexOf(flag));
  setWord(payload, 14, segment.flags.includes('R') ? 0 : (segment.window ?? WINDOW));
  if (headerLength > 20) payload.set([2, 4, 5, 0xb4], 20);
  setWord(payload, 16, transportChecksum(ends, PROTOCOL_TCP, payload));
  return {protocol: PROTOCOL_TCP, payload};
}

function setLong(octets: Uint8Array, offset: number, value: number): void {
  setWord(octets, offset, value >>> 16);
  setWord(octets, offset + 2, value);
}
