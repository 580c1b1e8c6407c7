/**
 * TCP segments (RFC 9293 §3.1), as far as it takes to name a flow and follow it. Bytes in, plain objects out.
 *
 *   octet 0   source port        2
 *         2   destination port   2
 *         4   sequence           4
 *         8   acknowledgment     4
 *        12   header length 4 bits in words of 4 octets, reserved 4 bits
 *        13   flags              1
 *        14   window             2
 *        16   checksum           2
 *        18   urgent pointer     2
 *        20   options, then payload
 *
 * @module
 */

import {DecodeError, truncated} from '../errors.js';

export type TcpFlag = 'fin' | 'syn' | 'rst' | 'psh' | 'ack' | 'urg' | 'ece' | 'cwr';

export interface TcpSegment {
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** Of the first octet of payload, or of the SYN. */
  readonly sequence: number;
  /** The next octet that is expected; means nothing without the flag `ack`. */
  readonly acknowledgment: number;
  /** From the lowest bit to the highest. */
  readonly flags: readonly TcpFlag[];
  readonly window: number;
  /** 20 to 60 octets, options included. */
  readonly headerLength: number;
  /** As far as it is here: nothing when the octets end within the options. A view into the bytes that were decoded. */
  readonly payload: Uint8Array;
}

/** Protocol number of TCP. */
export const PROTOCOL_TCP = 6;

/** The lowest bit first. */
const FLAGS: readonly TcpFlag[] = ['fin', 'syn', 'rst', 'psh', 'ack', 'urg', 'ece', 'cwr'];
/** Bits of the octet of flags. */
export const TCP_FLAG = {
  fin: 0x01,
  syn: 0x02,
  rst: 0x04,
  psh: 0x08,
  ack: 0x10,
  urg: 0x20,
  ece: 0x40,
  cwr: 0x80,
} as const satisfies Record<TcpFlag, number>;
/** Octets of a header without options. */
export const TCP_MINIMUM_LENGTH = 20;
/** Where fields stand. */
export const tcpAt = {
  sourcePort: 0,
  destinationPort: 2,
  sequence: 4,
  acknowledgment: 8,
  headerLength: 12,
  flags: 13,
  window: 14,
} as const;

/** @throws DecodeError `TRUNCATED` for fewer than 20 octets, `MALFORMED` for a header length below that */
export function decodeTcpSegment(bytes: Uint8Array): TcpSegment {
  if (bytes.length < TCP_MINIMUM_LENGTH) truncated('tcp', TCP_MINIMUM_LENGTH, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = (view.getUint8(tcpAt.headerLength) >> 4) * 4;
  if (headerLength < TCP_MINIMUM_LENGTH) {
    const problem = `expected a header of 20 octets or more, got ${headerLength}`;
    throw new DecodeError('MALFORMED', 'tcp', tcpAt.headerLength, problem);
  }
  const flags = view.getUint8(tcpAt.flags);
  return {
    sourcePort: view.getUint16(tcpAt.sourcePort),
    destinationPort: view.getUint16(tcpAt.destinationPort),
    sequence: view.getUint32(tcpAt.sequence),
    acknowledgment: view.getUint32(tcpAt.acknowledgment),
    flags: FLAGS.filter(flag => (flags & TCP_FLAG[flag]) !== 0),
    window: view.getUint16(tcpAt.window),
    headerLength,
    payload: bytes.subarray(headerLength),
  };
}
