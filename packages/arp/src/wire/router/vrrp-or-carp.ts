/**
 * IP protocol 112 is assigned to VRRP, but CARP uses it as well, with the same version, type, group and TTL; its header
 * was laid out like VRRP's on purpose. tcpdump and tshark print CARP as VRRPv2 with seven addresses made of the counter
 * and the digest.
 *
 * The rule: it is CARP when the first octet is 0x21, the fourth is 7, and the message has 36 octets. In VRRP that
 * fourth octet counts addresses; seven of them and the 8 octets of authentication data that version 2 always has make
 * 44, never 36. So no message that conforms to RFC 3768 is taken for CARP, and no message of ucarp or OpenBSD for VRRP.
 *
 * Its limits: a VRRPv2 sender that omits the authentication data (which RFC 3768 does not allow) and has exactly
 * seven addresses is taken for CARP; CARP with anything appended is taken for VRRP. The rule needs the length that
 * the IP header states, so octets truncated by a snap length, or padding, must not be given to it.
 *
 * @module
 */

import {familyOfPath, type IpPath} from '../ip/ip-path.js';
import {
  CARP_PACKET_LENGTH,
  type CarpPacket,
  decodeCarpPacket,
  isCarpChecksumCorrect,
  isCarpHeader,
} from './carp.js';
import {decodeVrrpPacket, vrrpLength} from './vrrp.js';
import {
  type VrrpChecksumReading,
  type VrrpChecksumVerdict,
  vrrpChecksumReading,
  vrrpChecksumVerdict,
} from './vrrp-checksum.js';
import type {VrrpPacket} from './vrrp-message.js';
import {decodeVrrpTrailer, VRRP_TRAILER_LENGTH, type VrrpTrailer} from './vrrp-trailer.js';

/** An advertisement, and the state of its checksum. */
export type Advertisement = VrrpAdvertisement | CarpAdvertisement;

/** A VRRP advertisement. */
export interface VrrpAdvertisement {
  readonly protocol: 'vrrp';
  readonly packet: VrrpPacket;
  readonly checksum: VrrpChecksumVerdict;
  readonly checksumReading: VrrpChecksumReading;
  /** Trailer of keepalived's `auth_hmac`; undefined without one. */
  readonly trailer: VrrpTrailer | undefined;
}

/** A CARP advertisement. */
export interface CarpAdvertisement {
  readonly protocol: 'carp';
  readonly packet: CarpPacket;
  readonly checksum: 'correct' | 'wrong';
}

/**
 * Whether an advertisement is CARP, by the rule above.
 *
 * @param octets whole payload of an IP packet of protocol 112
 */
export function isCarp(octets: Uint8Array): boolean {
  return octets.length === CARP_PACKET_LENGTH && isCarpHeader(octets);
}

/**
 * An advertisement of either protocol, told apart by the rule above.
 *
 * @param octets whole payload of an IP packet of protocol 112
 * @throws DecodeError
 */
export function decodeVrrpOrCarp(octets: Uint8Array, path: IpPath): Advertisement {
  if (isCarp(octets)) {
    const checksum = isCarpChecksumCorrect(octets) ? 'correct' : 'wrong';
    return {protocol: 'carp', packet: decodeCarpPacket(octets), checksum};
  }
  const packet = decodeVrrpPacket(octets, path);
  const family = familyOfPath(path);
  const length = vrrpLength(packet, family);
  const hasTrailer = octets.length === length + VRRP_TRAILER_LENGTH;
  // Over IPv6 the kernel computes the checksum, and treats the trailer as part of the message.
  const summed = hasTrailer && family === 'IPv4' ? octets.subarray(0, length) : octets;
  return {
    protocol: 'vrrp',
    packet,
    checksum: vrrpChecksumVerdict(summed, path),
    checksumReading: vrrpChecksumReading(summed, path),
    trailer: hasTrailer ? decodeVrrpTrailer(octets.subarray(length)) : undefined,
  };
}
