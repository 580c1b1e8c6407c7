/**
 * UDP datagrams (RFC 768). Bytes in, plain objects out; no I/O.
 *
 *   octet 0   source port        2
 *         2   destination port   2
 *         4   length             2   header included
 *         6   checksum           2   over a pseudo-header as well; 0 over IPv4 if the sender computed none
 *         8   payload
 *
 * `decode(encode(datagram))` deep-equals `datagram`, with its length.
 *
 * @module
 */

import {checkRange} from '../check.js';
import {checksumFor, internetChecksum} from '../checksum.js';
import {DecodeError, truncated} from '../errors.js';
import {readUint16} from '../octets.js';
import {familyOfPath, type IpPath, pseudoHeader} from './ip-path.js';
import {PROTOCOL_UDP} from './protocol.js';

/** A UDP datagram. */
export interface UdpDatagram {
  /** 0 to 0xffff. */
  readonly sourcePort: number;
  /** 0 to 0xffff. */
  readonly destinationPort: number;
  /** Length of header and payload, as stated in the header; more than captured if the snap length truncated the record. */
  readonly length: number;
  /** As far as captured. A view into the decoded octets. */
  readonly payload: Uint8Array;
}

/** Octets before the payload. */
export const UDP_HEADER_LENGTH = 8;
/** Offsets of the fields. */
export const udpAt = {sourcePort: 0, destinationPort: 2, length: 4, checksum: 6, payload: 8} as const;

const MAX_LENGTH = 0xffff;
/** Means that there is no checksum (over IPv4), so a sum of 0 is sent as 0xffff. */
const NO_CHECKSUM = 0;
const ZERO_SUM = 0xffff;

/**
 * The datagram with its length and its checksum.
 *
 * @param path source and destination of the IP packet that carries it, which the checksum covers
 * @throws VipError `BAD_ARGUMENT` when a value does not fit its field
 */
export function encodeUdpDatagram(datagram: Omit<UdpDatagram, 'length'>, path: IpPath): Uint8Array {
  const {sourcePort, destinationPort, payload} = datagram;
  checkRange('udp source port', sourcePort, 0, 0xffff);
  checkRange('udp destination port', destinationPort, 0, 0xffff);
  checkRange('udp payload length', payload.length, 0, MAX_LENGTH - UDP_HEADER_LENGTH);
  const octets = new Uint8Array(UDP_HEADER_LENGTH + payload.length);
  const view = new DataView(octets.buffer);
  view.setUint16(udpAt.sourcePort, sourcePort);
  view.setUint16(udpAt.destinationPort, destinationPort);
  view.setUint16(udpAt.length, octets.length);
  octets.set(payload, udpAt.payload);
  view.setUint16(udpAt.checksum, udpChecksum(octets, path));
  return octets;
}

/**
 * The checksum is not verified; see `isUdpChecksumCorrect`, which needs the path.
 *
 * @throws DecodeError `TRUNCATED` for fewer than 8 octets, `MALFORMED` for a length below that
 */
export function decodeUdpDatagram(octets: Uint8Array): UdpDatagram {
  if (octets.length < UDP_HEADER_LENGTH) truncated('udp', UDP_HEADER_LENGTH, octets.length);
  const length = readUint16(octets, udpAt.length);
  if (length < UDP_HEADER_LENGTH) {
    throw new DecodeError('MALFORMED', 'udp', udpAt.length, `expected a length of 8 or more, got ${length}`);
  }
  return {
    sourcePort: readUint16(octets, udpAt.sourcePort),
    destinationPort: readUint16(octets, udpAt.destinationPort),
    length,
    payload: octets.subarray(udpAt.payload, length),
  };
}

/**
 * The value for the checksum field; never 0, which would mean that there is none.
 *
 * @throws VipError `BAD_ARGUMENT` for addresses of different families, `BAD_ADDRESS` for text that is not an address
 */
export function udpChecksum(octets: Uint8Array, path: IpPath): number {
  return checksumFor(octets, udpAt.checksum, headerFor(octets, path)) || ZERO_SUM;
}

/**
 * Whether the checksum of a whole datagram with this path is correct. A missing one is correct over IPv4, but not over IPv6 (RFC 8200 §8.1).
 *
 * @throws VipError `BAD_ARGUMENT` for addresses of different families, `BAD_ADDRESS` for text that is not an address
 */
export function isUdpChecksumCorrect(octets: Uint8Array, path: IpPath): boolean {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  if (view.getUint16(udpAt.checksum) === NO_CHECKSUM) return familyOfPath(path) === 'IPv4';
  return internetChecksum(octets, headerFor(octets, path)) === 0;
}

function headerFor({length}: Uint8Array, path: IpPath): Uint8Array {
  return pseudoHeader(path, PROTOCOL_UDP, length);
}
