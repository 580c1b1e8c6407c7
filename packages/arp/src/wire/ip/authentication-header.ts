/**
 * The IP authentication header (RFC 4302 §2), which VRRP version 2 may come in (RFC 2338 §5.3.6.3, keepalived's
 * `auth_type AH`). It is stepped over: nobody here has the key.
 *
 *   octet 0   next header       1   what follows: 112 = VRRP
 *         1   payload length    1   of this header, in words of 4 octets, less 2
 *         2   reserved          2
 *         4   security index    4
 *         8   sequence number   4   against replay
 *        12   the value that proves who sent it
 *
 * @module
 */

import {DecodeError, truncated} from '../errors.js';
import {readUint32} from '../octets.js';

/** What an authentication header says, and what stands behind it. */
export interface AuthenticatedPayload {
  /** IANA protocol number of the payload. */
  readonly protocol: number;
  /** Counts the sender's packets. */
  readonly sequence: number;
  /** Octets of the header. */
  readonly headerLength: number;
  /** A view into the bytes that were decoded. */
  readonly payload: Uint8Array;
}

/** Octets of the fields that are always there. */
export const AUTHENTICATION_HEADER_MINIMUM = 12;

const LAYER = 'authentication header';
const at = {nextHeader: 0, length: 1, sequence: 8} as const;

/** Octets of the header at `offset`, as it says; the caller has checked that its first two are there. */
export function authenticationHeaderLength(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset + at.length] as number) + 2) * 4;
}

/** What the sender of the header at `offset` counts; the caller has checked that the header is there. */
export function readAuthenticationSequence(bytes: Uint8Array, offset: number): number {
  return readUint32(bytes, offset + at.sequence);
}

/** @throws DecodeError `TRUNCATED`; `MALFORMED` for a length below the fields that are always there */
export function decodeAuthenticationHeader(bytes: Uint8Array): AuthenticatedPayload {
  if (bytes.length < AUTHENTICATION_HEADER_MINIMUM)
    truncated(LAYER, AUTHENTICATION_HEADER_MINIMUM, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = authenticationHeaderLength(bytes, 0);
  if (headerLength < AUTHENTICATION_HEADER_MINIMUM) {
    const problem = `expected a header of 12 octets or more, got ${headerLength}`;
    throw new DecodeError('MALFORMED', LAYER, at.length, problem);
  }
  if (bytes.length < headerLength) truncated(LAYER, headerLength, bytes.length);
  return {
    protocol: view.getUint8(at.nextHeader),
    sequence: readAuthenticationSequence(bytes, 0),
    headerLength,
    payload: bytes.subarray(headerLength),
  };
}
