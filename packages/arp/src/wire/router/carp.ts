/**
 * CARP advertisements, as OpenBSD, FreeBSD and ucarp send them (there is no RFC; `struct carp_header` of OpenBSD's
 * netinet/ip_carp.h). Bytes in, plain objects out; no I/O.
 *
 *   octet 0   version 4 bits, type 4 bits   2 and 1
 *         1   virtual host id         1
 *         2   advskew                 1   1/256 s added to the interval; the lowest becomes master
 *         3   authentication length   1   7, in words of 4 octets: the counter and the digest
 *         4   demotion                1   ucarp leaves it 0
 *         5   advbase                 1   seconds between two advertisements
 *         6   checksum                2
 *         8   counter                 8   against replay
 *        16   digest                 20   SHA1-HMAC over vhid, addresses and counter, keyed with the password
 *
 * `decode(encode(packet))` deep-equals `packet`. The addresses are only in the digest, so they cannot be read
 * without the password. The digest is not verified: no password is known here.
 *
 * @module
 */

import {checkOctets, checkRange, checkUint64} from '../check.js';
import {checksumFor, internetChecksum} from '../checksum.js';
import {DecodeError, truncated} from '../errors.js';

/** A CARP advertisement. */
export interface CarpPacket {
  /** 0 to 255. */
  readonly virtualHostId: number;
  /** 1/256 of a second, 0 to 255. */
  readonly advertisementSkew: number;
  /** Seconds, 0 to 255. */
  readonly advertisementBase: number;
  /** How far the sender demotes itself because of a fault, 0 to 255. */
  readonly demotion: number;
  /** 64 bits. */
  readonly counter: bigint;
  /** Twenty octets. */
  readonly digest: Uint8Array;
}

/** Length of an advertisement, in octets. */
export const CARP_PACKET_LENGTH = 36;

const DIGEST_LENGTH = 20;
const VERSION_AND_TYPE = 0x21;
const AUTHENTICATION_WORDS = 7;
const at = {
  versionAndType: 0,
  virtualHostId: 1,
  advertisementSkew: 2,
  authenticationLength: 3,
  demotion: 4,
  advertisementBase: 5,
  checksum: 6,
  counter: 8,
  digest: 16,
} as const;

/**
 * Always 36 octets, with their checksum.
 *
 * @throws VipError `BAD_ARGUMENT` for a number or a digest that does not fit its field
 */
export function encodeCarpPacket(packet: CarpPacket): Uint8Array {
  const {virtualHostId, advertisementSkew, advertisementBase, demotion, counter, digest} = packet;
  checkNumbers({virtualHostId, advertisementSkew, advertisementBase, demotion});
  checkUint64('carp counter', counter);
  checkOctets('carp digest', digest, DIGEST_LENGTH);
  const octets = new Uint8Array(CARP_PACKET_LENGTH);
  const view = new DataView(octets.buffer);
  view.setUint8(at.versionAndType, VERSION_AND_TYPE);
  view.setUint8(at.virtualHostId, virtualHostId);
  view.setUint8(at.advertisementSkew, advertisementSkew);
  view.setUint8(at.authenticationLength, AUTHENTICATION_WORDS);
  view.setUint8(at.demotion, demotion);
  view.setUint8(at.advertisementBase, advertisementBase);
  view.setBigUint64(at.counter, counter);
  octets.set(digest, at.digest);
  view.setUint16(at.checksum, carpChecksum(octets));
  return octets;
}

/**
 * Octets after the first 36 are ignored. The checksum is not verified; see `isCarpChecksumCorrect`.
 *
 * @throws DecodeError `TRUNCATED` for fewer than 36 octets, `UNSUPPORTED` for another version, type or authentication
 */
export function decodeCarpPacket(octets: Uint8Array): CarpPacket {
  if (octets.length < CARP_PACKET_LENGTH) truncated('carp', CARP_PACKET_LENGTH, octets.length);
  if (!isCarpHeader(octets)) notCarp(octets);
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  return {
    virtualHostId: view.getUint8(at.virtualHostId),
    advertisementSkew: view.getUint8(at.advertisementSkew),
    advertisementBase: view.getUint8(at.advertisementBase),
    demotion: view.getUint8(at.demotion),
    counter: view.getBigUint64(at.counter),
    digest: octets.slice(at.digest, CARP_PACKET_LENGTH),
  };
}

/** Whether the octets begin like CARP; a VRRP advertisement of seven addresses does as well. */
export function isCarpHeader(octets: Uint8Array): boolean {
  return (
    octets[at.versionAndType] === VERSION_AND_TYPE && octets[at.authenticationLength] === AUTHENTICATION_WORDS
  );
}

/** The value for the checksum field of the 36 octets. */
export function carpChecksum(octets: Uint8Array): number {
  return checksumFor(octets.subarray(0, CARP_PACKET_LENGTH), at.checksum);
}

/** Whether the checksum of the 36 decoded octets is correct. */
export function isCarpChecksumCorrect(octets: Uint8Array): boolean {
  return internetChecksum(octets.subarray(0, CARP_PACKET_LENGTH)) === 0;
}

function notCarp(octets: Uint8Array): never {
  const first = octets[at.versionAndType] as number;
  const got = `${first >> 4}/${first & 0x0f}/${octets[at.authenticationLength]}`;
  throw new DecodeError(
    'UNSUPPORTED',
    'carp',
    at.versionAndType,
    `expected version, type and authentication length 2/1/7, got ${got}`,
  );
}

function checkNumbers(octets: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(octets)) checkRange(`carp ${name}`, value, 0, 255);
}
