/**
 * The IP authentication header (RFC 4302 §2), which may precede VRRP version 2 (RFC 2338 §5.3.6.3, keepalived's
 * `auth_type AH`). It is skipped without verification: the key is not known here.
 *
 *   octet 0   next header       1   of what follows: 112 = VRRP
 *         1   payload length    1   of this header, in words of 4 octets, less 2
 *         2   reserved          2
 *         4   security index    4
 *         8   sequence number   4   against replay
 *        12   integrity check value
 *
 * @module
 */

import {DecodeError, truncated} from '../errors.js';
import {readUint32} from '../octets.js';

/** A decoded authentication header, and what follows it. */
export interface AuthenticatedPayload {
  /** IANA protocol number of the payload. */
  readonly protocol: number;
  /** Sequence number of the sender's packets. */
  readonly sequence: number;
  /** Length of the header in octets. */
  readonly headerLength: number;
  /** A view into the decoded octets. */
  readonly payload: Uint8Array;
}

/** Length of the fixed fields in octets. */
export const AUTHENTICATION_HEADER_MINIMUM = 12;

const LAYER = 'authentication header';
const at = {nextHeader: 0, length: 1, sequence: 8} as const;

/** Length of the header at `offset`, as stated in it; the caller has checked that its first two octets are present. */
export function authenticationHeaderLength(octets: Uint8Array, offset: number): number {
  return ((octets[offset + at.length] as number) + 2) * 4;
}

/** Sequence number of the header at `offset`; the caller has checked that the header is present. */
export function readAuthenticationSequence(octets: Uint8Array, offset: number): number {
  return readUint32(octets, offset + at.sequence);
}

/** @throws DecodeError `TRUNCATED`; `MALFORMED` for a length shorter than the fixed fields */
export function decodeAuthenticationHeader(octets: Uint8Array): AuthenticatedPayload {
  if (octets.length < AUTHENTICATION_HEADER_MINIMUM)
    truncated(LAYER, AUTHENTICATION_HEADER_MINIMUM, octets.length);
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const headerLength = authenticationHeaderLength(octets, 0);
  if (headerLength < AUTHENTICATION_HEADER_MINIMUM) {
    const problem = `expected a header of 12 octets or more, got ${headerLength}`;
    throw new DecodeError('MALFORMED', LAYER, at.length, problem);
  }
  if (octets.length < headerLength) truncated(LAYER, headerLength, octets.length);
  return {
    protocol: view.getUint8(at.nextHeader),
    sequence: readAuthenticationSequence(octets, 0),
    headerLength,
    payload: octets.subarray(headerLength),
  };
}
