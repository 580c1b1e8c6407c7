/**
 * UDP datagrams (RFC 768), as far as it takes to name a flow. Bytes in, plain objects out.
 *
 *   octet 0   source port        2
 *         2   destination port   2
 *         4   length             2   header included
 *         6   checksum           2
 *         8   payload
 *
 * @module
 */

import {DecodeError, truncated} from '../errors.js';

export interface UdpDatagram {
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** Octets of header and payload, as the header says; more than are here when the snap length cut the record. */
  readonly length: number;
  /** As far as it is here. A view into the bytes that were decoded. */
  readonly payload: Uint8Array;
}

/** Protocol number of UDP. */
export const PROTOCOL_UDP = 17;

/** Octets before the payload. */
export const UDP_HEADER_LENGTH = 8;
/** Where fields stand. */
export const udpAt = {sourcePort: 0, destinationPort: 2, length: 4, payload: 8} as const;

/** @throws DecodeError `TRUNCATED` for fewer than 8 octets, `MALFORMED` for a length below that */
export function decodeUdpDatagram(bytes: Uint8Array): UdpDatagram {
  if (bytes.length < UDP_HEADER_LENGTH) truncated('udp', UDP_HEADER_LENGTH, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint16(udpAt.length);
  if (length < UDP_HEADER_LENGTH) {
    throw new DecodeError('MALFORMED', 'udp', udpAt.length, `expected a length of 8 or more, got ${length}`);
  }
  return {
    sourcePort: view.getUint16(udpAt.sourcePort),
    destinationPort: view.getUint16(udpAt.destinationPort),
    length,
    payload: bytes.subarray(udpAt.payload, length),
  };
}
