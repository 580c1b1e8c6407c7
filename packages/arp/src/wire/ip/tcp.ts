/**
 * TCP segments (RFC 9293 §3.1). Bytes in, plain objects out; no I/O.
 *
 *   octet 0   source port        2
 *         2   destination port   2
 *         4   sequence           4
 *         8   acknowledgment     4
 *        12   header length 4 bits in words of 4 octets, reserved 4 bits
 *        13   flags              1
 *        14   window             2
 *        16   checksum           2   over a pseudo-header as well
 *        18   urgent pointer     2
 *        20   options, then payload
 *
 * `decode(encode(segment))` deep-equals `segment`, with its header length.
 *
 * @module
 */

import {badArgument, checkAtMost, checkRange} from '../check.js';
import {checksumFor, internetChecksum} from '../checksum.js';
import {DecodeError, truncated} from '../errors.js';
import {readUint16, readUint32} from '../octets.js';
import {type IpPath, pseudoHeader} from './ip-path.js';
import {PROTOCOL_TCP} from './protocol.js';

/** Name of a flag. */
export type TcpFlag = 'fin' | 'syn' | 'rst' | 'psh' | 'ack' | 'urg' | 'ece' | 'cwr';

/** A TCP segment. */
export interface TcpSegment {
  /** 0 to 0xffff. */
  readonly sourcePort: number;
  /** 0 to 0xffff. */
  readonly destinationPort: number;
  /** Sequence number of the first octet of payload, or of the SYN: 32 bits. */
  readonly sequence: number;
  /** The next octet expected; meaningless without the flag `ack`. */
  readonly acknowledgment: number;
  /** From the lowest bit to the highest. */
  readonly flags: readonly TcpFlag[];
  /** Octets that the sender will accept, before scaling: 0 to 0xffff. */
  readonly window: number;
  /** End of urgent data, relative to `sequence`; meaningless without the flag `urg`. */
  readonly urgentPointer: number;
  /** 20 to 60 octets, options included. */
  readonly headerLength: number;
  /** As on the wire, 0 to 40 octets in words of 4, as far as captured. A view into the decoded octets. */
  readonly options: Uint8Array;
  /** As far as captured: empty if the octets end within the options. A view into the decoded octets. */
  readonly payload: Uint8Array;
}

/** The fields of a segment. Defaults: 0, no options, no payload. */
export type TcpFields = Pick<TcpSegment, 'sourcePort' | 'destinationPort' | 'flags'> &
  Partial<Omit<TcpSegment, 'headerLength'>>;

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
/** Offsets of the fields. */
export const tcpAt = {
  sourcePort: 0,
  destinationPort: 2,
  sequence: 4,
  acknowledgment: 8,
  headerLength: 12,
  flags: 13,
  window: 14,
  checksum: 16,
  urgentPointer: 18,
  options: TCP_MINIMUM_LENGTH,
} as const;

const WORD = 4;
const MAX_OPTIONS = 40;
const NONE = new Uint8Array(0);

/**
 * The segment with its checksum.
 *
 * @param path source and destination of the IP packet that carries it, which the checksum covers
 * @throws VipError `BAD_ARGUMENT` when a value does not fit its field
 */
export function encodeTcpSegment(fields: TcpFields, path: IpPath): Uint8Array {
  const segment = withDefaults(fields);
  checkFields(segment);
  const {options, payload} = segment;
  const headerLength = TCP_MINIMUM_LENGTH + options.length;
  const octets = new Uint8Array(headerLength + payload.length);
  const view = new DataView(octets.buffer);
  view.setUint16(tcpAt.sourcePort, segment.sourcePort);
  view.setUint16(tcpAt.destinationPort, segment.destinationPort);
  view.setUint32(tcpAt.sequence, segment.sequence);
  view.setUint32(tcpAt.acknowledgment, segment.acknowledgment);
  view.setUint8(tcpAt.headerLength, (headerLength / WORD) << 4);
  view.setUint8(tcpAt.flags, bitsOf(segment.flags));
  view.setUint16(tcpAt.window, segment.window);
  view.setUint16(tcpAt.urgentPointer, segment.urgentPointer);
  octets.set(options, tcpAt.options);
  octets.set(payload, headerLength);
  view.setUint16(tcpAt.checksum, tcpChecksum(octets, path));
  return octets;
}

/** Field by field, as in `encodeIpv4Packet`. */
function withDefaults(fields: TcpFields): Omit<TcpSegment, 'headerLength'> {
  return {
    sourcePort: fields.sourcePort,
    destinationPort: fields.destinationPort,
    flags: fields.flags,
    sequence: fields.sequence ?? 0,
    acknowledgment: fields.acknowledgment ?? 0,
    window: fields.window ?? 0,
    urgentPointer: fields.urgentPointer ?? 0,
    options: fields.options ?? NONE,
    payload: fields.payload ?? NONE,
  };
}

function checkFields(segment: Omit<TcpSegment, 'headerLength'>): void {
  const {options} = segment;
  checkRange('tcp source port', segment.sourcePort, 0, 0xffff);
  checkRange('tcp destination port', segment.destinationPort, 0, 0xffff);
  checkRange('tcp sequence', segment.sequence, 0, 0xffffffff);
  checkRange('tcp acknowledgment', segment.acknowledgment, 0, 0xffffffff);
  checkRange('tcp window', segment.window, 0, 0xffff);
  checkRange('tcp urgent pointer', segment.urgentPointer, 0, 0xffff);
  checkAtMost('tcp options', options, MAX_OPTIONS);
  if (options.length % WORD !== 0)
    badArgument('tcp options', 'a multiple of 4 octets', String(options.length));
}

function bitsOf(flags: readonly TcpFlag[]): number {
  return flags.reduce((bits, flag) => {
    const bit: number | undefined = TCP_FLAG[flag];
    return bit === undefined ? badArgument('tcp flag', FLAGS.join(', '), String(flag)) : bits | bit;
  }, 0);
}

/**
 * The checksum is not verified; see `isTcpChecksumCorrect`, which needs the path.
 *
 * @throws DecodeError `TRUNCATED` for fewer than 20 octets, `MALFORMED` for a header length below that
 */
export function decodeTcpSegment(octets: Uint8Array): TcpSegment {
  if (octets.length < TCP_MINIMUM_LENGTH) truncated('tcp', TCP_MINIMUM_LENGTH, octets.length);
  const headerLength = ((octets[tcpAt.headerLength] as number) >> 4) * WORD;
  if (headerLength < TCP_MINIMUM_LENGTH) {
    const problem = `expected a header of 20 octets or more, got ${headerLength}`;
    throw new DecodeError('MALFORMED', 'tcp', tcpAt.headerLength, problem);
  }
  const flags = octets[tcpAt.flags] as number;
  return {
    sourcePort: readUint16(octets, tcpAt.sourcePort),
    destinationPort: readUint16(octets, tcpAt.destinationPort),
    sequence: readUint32(octets, tcpAt.sequence),
    acknowledgment: readUint32(octets, tcpAt.acknowledgment),
    flags: FLAGS.filter(flag => (flags & TCP_FLAG[flag]) !== 0),
    window: readUint16(octets, tcpAt.window),
    urgentPointer: readUint16(octets, tcpAt.urgentPointer),
    headerLength,
    options: headerLength === tcpAt.options ? NONE : octets.subarray(tcpAt.options, headerLength),
    payload: octets.subarray(headerLength),
  };
}

/**
 * The value for the checksum field.
 *
 * @throws VipError `BAD_ARGUMENT` for addresses of different families, `BAD_ADDRESS` for text that is not an address
 */
export function tcpChecksum(octets: Uint8Array, path: IpPath): number {
  return checksumFor(octets, tcpAt.checksum, headerFor(octets, path));
}

/**
 * Whether the checksum of a whole segment with this path is correct.
 *
 * @throws VipError `BAD_ARGUMENT` for addresses of different families, `BAD_ADDRESS` for text that is not an address
 */
export function isTcpChecksumCorrect(octets: Uint8Array, path: IpPath): boolean {
  return internetChecksum(octets, headerFor(octets, path)) === 0;
}

function headerFor({length}: Uint8Array, path: IpPath): Uint8Array {
  return pseudoHeader(path, PROTOCOL_TCP, length);
}
