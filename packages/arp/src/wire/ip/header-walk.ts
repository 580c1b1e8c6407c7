/**
 * From an IP header to its payload: past the extension headers of IPv6 (RFC 8200 §4) and the authentication header of
 * either family (RFC 4302). Encrypted payload (protocol 50) is where a walk ends.
 *
 *   octet 0   next header   1
 *         1   length        1   in units of 8 octets, the first 8 not counted; in words of 4, less 2, of an
 *                               authentication header; a fragment header always has 8 octets
 *   of a fragment header
 *         2   offset        2   in units of 8 octets, the lower 3 bits aside; the lowest: more follow
 *         4   identification 4
 *
 * @module
 */

import {readUint16, readUint32} from '../octets.js';
import {
  AUTHENTICATION_HEADER_MINIMUM,
  authenticationHeaderLength,
  readAuthenticationSequence,
} from './authentication-header.js';
import {PROTOCOL_AH} from './protocol.js';

/** Number of the fragment header. */
export const PROTOCOL_FRAGMENT = 44;
const HEADER = {hopByHop: 0, routing: 43, destinationOptions: 60, mobility: 135} as const;
const UNIT = 8;
const at = {nextHeader: 0, length: 1, fragmentOffset: 2, identification: 4} as const;

/** Whether the number is that of a header that may precede the payload of an IPv6 packet. */
export function isExtension(protocol: number): boolean {
  switch (protocol) {
    case PROTOCOL_AH:
    case PROTOCOL_FRAGMENT:
    case HEADER.hopByHop:
    case HEADER.routing:
    case HEADER.destinationOptions:
    case HEADER.mobility:
      return true;
    default:
      return false;
  }
}

/** Length of the header at `offset`, whose first two octets are present; 0 for an impossible one. */
export function extensionLength(octets: Uint8Array, protocol: number, offset: number): number {
  if (protocol === PROTOCOL_FRAGMENT) return UNIT;
  if (protocol === PROTOCOL_AH) {
    const length = authenticationHeaderLength(octets, offset);
    return length < AUTHENTICATION_HEADER_MINIMUM ? 0 : length;
  }
  return ((octets[offset + at.length] as number) + 1) * UNIT;
}

/** One object, overwritten for each packet. */
export class HeaderWalk {
  /** IANA protocol number at the end of the walk. */
  protocol = 0;
  /** Offset of the payload. */
  offset = 0;
  /** Fragment offset in octets; if more than 0, the payload does not begin with a transport header. */
  fragmentOffset = 0;
  moreFragments = false;
  /** Identification of the fragment header; -1 without one. */
  identification = -1;
  /** Whether an authentication header was passed, and its sequence number. */
  isAuthenticated = false;
  authenticationSequence = 0;
  /** Whether a header is truncated or impossibly short; `protocol` is then its number. */
  isBroken = false;

  /**
   * @param protocol number in the IP header
   * @param start end of the IP header
   * @param end end of the packet; the rest is padding
   * @param isIpv6 whether extension headers may follow; over IPv4 their numbers mean other protocols
   */
  walk(octets: Uint8Array, protocol: number, start: number, end: number, isIpv6: boolean): void {
    this.protocol = protocol;
    this.offset = start;
    this.fragmentOffset = 0;
    this.moreFragments = false;
    this.identification = -1;
    this.isAuthenticated = false;
    this.isBroken = false;
    const present = Math.min(end, octets.length);
    while (this.#isHeader(isIpv6) && this.#step(octets, present));
  }

  /** A later fragment continues in the middle of a payload; a second authentication header is never sent. */
  #isHeader(isIpv6: boolean): boolean {
    if (this.fragmentOffset > 0) return false;
    if (this.protocol === PROTOCOL_AH) return !this.isAuthenticated;
    return isIpv6 && isExtension(this.protocol);
  }

  /** Returns whether the header is complete. */
  #step(octets: Uint8Array, present: number): boolean {
    const {offset} = this;
    const length = present < offset + UNIT ? 0 : extensionLength(octets, this.protocol, offset);
    if (length === 0 || present < offset + length) {
      this.isBroken = true;
      return false;
    }
    if (this.protocol === PROTOCOL_FRAGMENT) this.#readFragment(octets);
    if (this.protocol === PROTOCOL_AH) {
      this.isAuthenticated = true;
      this.authenticationSequence = readAuthenticationSequence(octets, offset);
    }
    this.protocol = octets[offset + at.nextHeader] as number;
    this.offset = offset + length;
    return true;
  }

  #readFragment(octets: Uint8Array): void {
    const word = readUint16(octets, this.offset + at.fragmentOffset);
    this.fragmentOffset = word & 0xfff8;
    this.moreFragments = (word & 1) === 1;
    this.identification = readUint32(octets, this.offset + at.identification);
  }
}
