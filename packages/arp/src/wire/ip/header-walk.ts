/**
 * From an IP header to what it carries: over the extension headers of IPv6 (RFC 8200 §4) and the authentication header of
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

/** Whether the number is that of a header that may stand before what an IPv6 packet carries. */
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

/** Octets of the header at `offset`, whose first two are there; 0 for one that cannot be. */
export function extensionLength(bytes: Uint8Array, protocol: number, offset: number): number {
  if (protocol === PROTOCOL_FRAGMENT) return UNIT;
  if (protocol === PROTOCOL_AH) {
    const length = authenticationHeaderLength(bytes, offset);
    return length < AUTHENTICATION_HEADER_MINIMUM ? 0 : length;
  }
  return ((bytes[offset + at.length] as number) + 1) * UNIT;
}

/** One object that is written over for each packet. */
export class HeaderWalk {
  /** IANA protocol number of what the walk ended at. */
  protocol = 0;
  /** Where that begins. */
  offset = 0;
  /** In octets; more than 0 where it is not the packet's beginning that begins there. */
  fragmentOffset = 0;
  moreFragments = false;
  /** Of the fragment header; -1 without one. */
  identification = -1;
  /** Whether an authentication header was passed, and the number that its sender counts. */
  isAuthenticated = false;
  authenticationSequence = 0;
  /** Whether a header is cut off, or shorter than it can be; `protocol` is its number then. */
  isBroken = false;

  /**
   * @param protocol as the IP header says
   * @param start where the IP header ends
   * @param end where the packet ends; what is behind is padding
   * @param isIpv6 whether extension headers may follow; over IPv4 their numbers are other protocols'
   */
  walk(bytes: Uint8Array, protocol: number, start: number, end: number, isIpv6: boolean): void {
    this.protocol = protocol;
    this.offset = start;
    this.fragmentOffset = 0;
    this.moreFragments = false;
    this.identification = -1;
    this.isAuthenticated = false;
    this.isBroken = false;
    const present = Math.min(end, bytes.length);
    while (this.#isHeader(isIpv6) && this.#step(bytes, present));
  }

  /** Behind a later fragment's header stands the middle of something; a second authentication header nobody sends. */
  #isHeader(isIpv6: boolean): boolean {
    if (this.fragmentOffset > 0) return false;
    if (this.protocol === PROTOCOL_AH) return !this.isAuthenticated;
    return isIpv6 && isExtension(this.protocol);
  }

  /** Returns whether it is a whole header. */
  #step(bytes: Uint8Array, present: number): boolean {
    const {offset} = this;
    const length = present < offset + UNIT ? 0 : extensionLength(bytes, this.protocol, offset);
    if (length === 0 || present < offset + length) {
      this.isBroken = true;
      return false;
    }
    if (this.protocol === PROTOCOL_FRAGMENT) this.#readFragment(bytes);
    if (this.protocol === PROTOCOL_AH) {
      this.isAuthenticated = true;
      this.authenticationSequence = readAuthenticationSequence(bytes, offset);
    }
    this.protocol = bytes[offset + at.nextHeader] as number;
    this.offset = offset + length;
    return true;
  }

  #readFragment(bytes: Uint8Array): void {
    const word = readUint16(bytes, this.offset + at.fragmentOffset);
    this.fragmentOffset = word & 0xfff8;
    this.moreFragments = (word & 1) === 1;
    this.identification = readUint32(bytes, this.offset + at.identification);
  }
}
