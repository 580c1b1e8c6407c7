/**
 * The header of an IPv4 packet (RFC 791 §3.1; its layout is in ipv4-packet.ts): its fields' offsets, its lengths, its checksum.
 *
 * @module
 */

import {checksumFor, internetChecksum} from '../checksum.js';
import {DecodeError, truncated} from '../errors.js';
import {readUint16} from '../octets.js';

/** Octets of a header without options. */
export const IPV4_MINIMUM_LENGTH = 20;
/** Offsets of the fields. */
export const ipv4At = {
  version: 0,
  service: 1,
  totalLength: 2,
  identification: 4,
  fragment: 6,
  ttl: 8,
  protocol: 9,
  checksum: 10,
  source: 12,
  destination: 16,
  options: IPV4_MINIMUM_LENGTH,
} as const;

export const IPV4_VERSION = 4;
export const IPV4_WORD = 4;

/** The value for the checksum field of the header at the start of the octets. */
export function ipv4Checksum(octets: Uint8Array): number {
  return checksumFor(headerOf(octets), ipv4At.checksum);
}

/** Whether the checksum of the header at the start of the octets is correct. */
export function isIpv4ChecksumCorrect(octets: Uint8Array): boolean {
  return internetChecksum(headerOf(octets)) === 0;
}

function headerOf(octets: Uint8Array): Uint8Array {
  return octets.subarray(0, ((octets[ipv4At.version] as number) & 0x0f) * IPV4_WORD);
}

export function checkHeader(octets: Uint8Array): {headerLength: number; totalLength: number} {
  if (octets.length < IPV4_MINIMUM_LENGTH) truncated('ipv4', IPV4_MINIMUM_LENGTH, octets.length);
  const first = octets[ipv4At.version] as number;
  const headerLength = (first & 0x0f) * IPV4_WORD;
  const totalLength = statedLength(readUint16(octets, ipv4At.totalLength), octets.length);
  if (first >> 4 !== IPV4_VERSION)
    malformed(ipv4At.version, `expected version ${IPV4_VERSION}, got ${first >> 4}`);
  if (headerLength < IPV4_MINIMUM_LENGTH)
    malformed(ipv4At.version, `expected a header of 20 octets or more, got ${headerLength}`);
  if (totalLength < headerLength) {
    malformed(ipv4At.totalLength, `expected a total length of ${headerLength} or more, got ${totalLength}`);
  }
  return {headerLength, totalLength};
}

/**
 * Length of the packet according to its header. A total length of 0 is left for the network card that segments the packet (TSO); all octets
 * count then.
 */
export function statedLength(totalLength: number, present: number): number {
  return totalLength === 0 ? present : totalLength;
}

function malformed(offset: number, problem: string): never {
  throw new DecodeError('MALFORMED', 'ipv4', offset, problem);
}
