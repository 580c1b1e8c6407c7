/**
 * The parts of a TCP segment that matter to a session.
 *
 * @module
 */

import {TCP_FLAG} from '@vip/arp';

export interface Segment {
  readonly tcpFlags: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  /** Octets of data. */
  readonly payloadLength: number;
  /** The receive window of its sender in octets, not scaled; absent if it is not known. */
  readonly window?: number | undefined;
}

export function isReset({tcpFlags}: Segment): boolean {
  return (tcpFlags & TCP_FLAG.rst) !== 0;
}

export function isSyn({tcpFlags}: Segment): boolean {
  return (tcpFlags & TCP_FLAG.syn) !== 0;
}

export function isFin({tcpFlags}: Segment): boolean {
  return (tcpFlags & TCP_FLAG.fin) !== 0;
}

export function acknowledges({tcpFlags}: Segment): boolean {
  return (tcpFlags & TCP_FLAG.ack) !== 0;
}

/** Both ports as one number, which is looked up faster than a text; the second is its remainder by 2^16. */
export function portsKey(one: number, other: number): number {
  return one * 0x1_0000 + other;
}

/** SEG.LEN: the number of sequence numbers that it occupies; SYN and FIN count as one each (RFC 9293 §3.4). */
export function sequenceLength(segment: Segment): number {
  return segment.payloadLength + (isSyn(segment) ? 1 : 0) + (isFin(segment) ? 1 : 0);
}

/** Whether a sequence number comes after another. They wrap around, so the shorter distance decides (RFC 9293 §3.4). */
export function isAfter(a: number, b: number): boolean {
  const distance = (a - b) >>> 0;
  return distance !== 0 && distance < 0x8000_0000;
}
