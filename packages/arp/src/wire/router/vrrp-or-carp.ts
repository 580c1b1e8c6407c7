/**
 * IP protocol 112 belongs to VRRP, and CARP uses it as well, with the same version, type, group and TTL; its header
 * was laid out like VRRP's on purpose. tcpdump and tshark print CARP as VRRPv2 with seven addresses made of the counter
 * and the digest.
 *
 * The rule: it is CARP when the first octet is 0x21, the fourth is 7, and the message has 36 octets. In VRRP that
 * fourth octet counts addresses; seven of them and the 8 octets of authentication data that version 2 always has make
 * 44, never 36. So no message that keeps to RFC 3768 is taken for CARP, and no message of ucarp or OpenBSD for VRRP.
 *
 * Its limits: a VRRPv2 sender that leaves the authentication data out (which RFC 3768 does not allow) and has exactly
 * seven addresses is taken for CARP; CARP with anything appended is taken for VRRP. The rule needs the length that
 * the IP header states, so octets that a snap length cut, or padding, must not be given to it.
 *
 * @module
 */

import {familyOf, type IpPath} from '../ip/ip-path.js';
import {
  CARP_PACKET_LENGTH,
  type CarpPacket,
  decodeCarpPacket,
  isCarpChecksumCorrect,
  isCarpHeader,
} from './carp.js';
import {decodeVrrpPacket, type VrrpPacket, vrrpLength} from './vrrp.js';
import {
  type VrrpChecksumReading,
  type VrrpChecksumVerdict,
  vrrpChecksumReading,
  vrrpChecksumVerdict,
} from './vrrp-checksum.js';
import {decodeVrrpTrailer, VRRP_TRAILER_LENGTH, type VrrpTrailer} from './vrrp-trailer.js';

/** An advertisement of mastership, and whether its checksum fits. */
export type Advertisement = VrrpAdvertisement | CarpAdvertisement;

/** An advertisement of VRRP. */
export interface VrrpAdvertisement {
  readonly protocol: 'vrrp';
  readonly packet: VrrpPacket;
  readonly checksum: VrrpChecksumVerdict;
  readonly checksumReading: VrrpChecksumReading;
  /** Of keepalived's `auth_hmac`; undefined without. */
  readonly trailer: VrrpTrailer | undefined;
}

/** An advertisement of CARP. */
export interface CarpAdvertisement {
  readonly protocol: 'carp';
  readonly packet: CarpPacket;
  readonly checksum: 'correct' | 'wrong';
}

/** Whether the payload of an IP packet of protocol 112 is CARP, by the rule above. */
export function isCarp(payload: Uint8Array): boolean {
  return payload.length === CARP_PACKET_LENGTH && isCarpHeader(payload);
}

/**
 * An advertisement of either protocol, told apart by the rule above.
 *
 * @param payload of an IP packet of protocol 112, all of it
 * @throws DecodeError
 */
export function decodeVrrpOrCarp(payload: Uint8Array, path: IpPath): Advertisement {
  if (isCarp(payload)) {
    const checksum = isCarpChecksumCorrect(payload) ? 'correct' : 'wrong';
    return {protocol: 'carp', packet: decodeCarpPacket(payload), checksum};
  }
  const packet = decodeVrrpPacket(payload, path);
  const family = familyOf(path);
  const length = vrrpLength(packet, family);
  const hasTrailer = payload.length === length + VRRP_TRAILER_LENGTH;
  // Over IPv6 the kernel sums, and it takes the trailer for a part of the message.
  const summed = hasTrailer && family === 'IPv4' ? payload.subarray(0, length) : payload;
  return {
    protocol: 'vrrp',
    packet,
    checksum: vrrpChecksumVerdict(summed, path),
    checksumReading: vrrpChecksumReading(summed, path),
    trailer: hasTrailer ? decodeVrrpTrailer(payload.subarray(length)) : undefined,
  };
}
