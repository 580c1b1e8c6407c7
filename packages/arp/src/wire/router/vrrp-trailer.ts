/**
 * The trailer that keepalived 2.4 appends to advertisements of either version with `auth_hmac`: proof of the key, and the time of sending.
 *
 *   octet 0   extension type   1   1
 *         1   key id           1
 *         2   reserved         2   0
 *         4   seconds          4   the sender's clock, UTC
 *         8   fraction         2   in 1/65536 of a second
 *        10   counter          2   of advertisements within that
 *        12   tag             16   the first octets of an HMAC-SHA256
 *
 * The tag covers a header of its own, the message with its checksum taken as zero, and the trailer with its tag taken as zero:
 *
 *   octet 0   family           1   4 or 6
 *         1   version          1   of VRRP
 *         2   virtual router   1
 *         3   zero             1
 *         4   source          16   an IPv4 address is padded with zeros
 *
 * A message followed by exactly 28 octets has a trailer: there is no other indication.
 *
 * @module
 */

import {type IpAddress, isOfIpv6} from '../address/ip-address.js';
import {writeIpv4} from '../address/ipv4-address.js';
import {writeIpv6} from '../address/ipv6-address.js';
import {checkOctets, checkRange} from '../check.js';
import {truncated} from '../errors.js';
import {familyOfPath, type IpPath} from '../ip/ip-path.js';
import {joinOctets} from '../octets.js';
import {hmacSha256} from './sha256.js';
import {vrrpAt} from './vrrp.js';
import {vrrpChecksum} from './vrrp-checksum.js';

/** The trailer of keepalived's `auth_hmac`. */
export interface VrrpTrailer {
  /** 1 by default. */
  readonly extensionType: number;
  /** Number of the key, 0 to 255. */
  readonly keyId: number;
  /** The sender's clock, seconds since the epoch: 32 bits. */
  readonly seconds: number;
  /** Fraction of the second, in units of 1/65536. */
  readonly fraction: number;
  /** Counts advertisements sent at the same clock reading. */
  readonly counter: number;
  /** Sixteen octets. */
  readonly tag: Uint8Array;
}

/** How a sender signs. */
export interface VrrpSigning {
  readonly key: Uint8Array;
  /** Number of the key, 0 to 255; 1 by default. */
  readonly keyId?: number;
  /** Time of sending on the sender's clock, in nanoseconds since the epoch. */
  readonly at: bigint;
  /** Counts advertisements sent at the same clock reading; 0 by default. */
  readonly counter?: number;
}

/** Length of a trailer in octets. */
export const VRRP_TRAILER_LENGTH = 28;

const SECOND_NS = 1_000_000_000n;
/** Units of `fraction` in a second. */
const FRACTIONS = 65536n;
const TAG_LENGTH = 16;
const at = {extensionType: 0, keyId: 1, seconds: 4, fraction: 8, counter: 10, tag: 12} as const;
const headerAt = {family: 0, version: 1, virtualRouterId: 2, source: 4, end: 20} as const;

/** @throws DecodeError `TRUNCATED` for fewer than 28 octets */
export function decodeVrrpTrailer(octets: Uint8Array): VrrpTrailer {
  if (octets.length < VRRP_TRAILER_LENGTH) truncated('vrrp trailer', VRRP_TRAILER_LENGTH, octets.length);
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  return {
    extensionType: view.getUint8(at.extensionType),
    keyId: view.getUint8(at.keyId),
    seconds: view.getUint32(at.seconds),
    fraction: view.getUint16(at.fraction),
    counter: view.getUint16(at.counter),
    tag: octets.slice(at.tag, VRRP_TRAILER_LENGTH),
  };
}

/** @throws VipError `BAD_ARGUMENT` for a number that does not fit its field, or a tag that does not have sixteen octets */
export function encodeVrrpTrailer(trailer: VrrpTrailer): Uint8Array {
  checkRange('vrrp trailer extension type', trailer.extensionType, 0, 0xff);
  checkRange('vrrp trailer key id', trailer.keyId, 0, 0xff);
  checkRange('vrrp trailer seconds', trailer.seconds, 0, 0xffffffff);
  checkRange('vrrp trailer fraction', trailer.fraction, 0, 0xffff);
  checkRange('vrrp trailer counter', trailer.counter, 0, 0xffff);
  checkOctets('vrrp trailer tag', trailer.tag, TAG_LENGTH);
  const octets = new Uint8Array(VRRP_TRAILER_LENGTH);
  const view = new DataView(octets.buffer);
  view.setUint8(at.extensionType, trailer.extensionType);
  view.setUint8(at.keyId, trailer.keyId);
  view.setUint32(at.seconds, trailer.seconds);
  view.setUint16(at.fraction, trailer.fraction);
  view.setUint16(at.counter, trailer.counter);
  octets.set(trailer.tag, at.tag);
  return octets;
}

/**
 * A message with its trailer, as keepalived sends it. Over IPv4 the checksum stays that of the message; over IPv6 it covers the trailer,
 * because there the kernel computes it.
 *
 * @param path source and destination of the IP packet that carries it
 * @throws VipError `BAD_ARGUMENT` for a number that does not fit its field
 */
export function signVrrpMessage(
  message: Uint8Array,
  path: IpPath,
  {key, keyId = 1, at: time, counter = 0}: VrrpSigning,
): Uint8Array {
  const seconds = Number(time / SECOND_NS);
  const fraction = Number(((time % SECOND_NS) * FRACTIONS) / SECOND_NS);
  const unsigned = {extensionType: 1, keyId, seconds, fraction, counter, tag: new Uint8Array(TAG_LENGTH)};
  const payload = joinOctets(message, encodeVrrpTrailer(unsigned));
  payload.set(vrrpTag(payload, path.source, key), payload.length - TAG_LENGTH);
  if (familyOfPath(path) === 'IPv6')
    new DataView(payload.buffer).setUint16(vrrpAt.checksum, vrrpChecksum(payload, path));
  return payload;
}

/**
 * Time of sending on the sender's clock, in nanoseconds since the epoch.
 *
 * @param trailer as `decodeVrrpTrailer` returns it
 */
export function vrrpTrailerTime({seconds, fraction}: VrrpTrailer): bigint {
  return BigInt(seconds) * SECOND_NS + (BigInt(fraction) * SECOND_NS) / FRACTIONS;
}

/**
 * Whether the sender of the advertisement has the key. Its age is not checked.
 *
 * @param octets payload of the IP packet: a message and its trailer
 * @param source source address of the IP packet
 * @throws VipError `BAD_ADDRESS` for text that is not an address
 */
export function isVrrpTagCorrect(octets: Uint8Array, source: IpAddress, key: Uint8Array): boolean {
  const tag = octets.subarray(octets.length - TAG_LENGTH);
  const expected = vrrpTag(octets, source, key);
  return expected.every((octet, index) => octet === tag[index]);
}

/** Computes the tag for the end of `octets`, whatever that now contains. */
export function vrrpTag(octets: Uint8Array, source: IpAddress, key: Uint8Array): Uint8Array {
  const signed = new Uint8Array(headerAt.end + octets.length);
  signed[headerAt.family] = isOfIpv6(source) ? 6 : 4;
  signed[headerAt.version] = (octets[vrrpAt.version] as number) >> 4;
  signed[headerAt.virtualRouterId] = octets[vrrpAt.virtualRouterId] as number;
  if (isOfIpv6(source)) writeIpv6(signed, headerAt.source, source);
  else writeIpv4(signed, headerAt.source, source);
  signed.set(octets, headerAt.end);
  signed.fill(0, headerAt.end + vrrpAt.checksum, headerAt.end + vrrpAt.checksum + 2);
  signed.fill(0, signed.length - TAG_LENGTH);
  return hmacSha256(key, signed).subarray(0, TAG_LENGTH);
}
