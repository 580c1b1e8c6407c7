/**
 * The checksum of VRRP: version 2 sums the message (RFC 3768 §5.3.8), version 3 over IPv6 a pseudo-header as well. Over IPv4
 * RFC 5798 §5.2.8 was read as doing that, and RFC 9568 §5.2.8 says that it does not: routers of the two readings drop each
 * other's advertisements.
 *
 *   octet 0   source        4
 *         4   destination   4
 *         8   zero          1
 *         9   protocol      1   112
 *        10   length        2
 *        12   the message
 *
 * and over IPv6 that of RFC 8200 §8.1:
 *
 *   octet 0   source        16
 *        16   destination   16
 *        32   length         4
 *        36   zero           3
 *        39   protocol       1   112
 *        40   the message
 *
 * @module
 */

import {type IpAddress, isOfIpv6} from '../address/ip-address.js';
import {type Ipv4Address, writeIpv4} from '../address/ipv4-address.js';
import {type Ipv6Address, writeIpv6} from '../address/ipv6-address.js';
import {VipError} from '../errors.js';
import {internetChecksum} from '../icmp/icmp.js';

/** Who speaks to whom, for the pseudo-header; both of one family. */
export interface VrrpEndpoints {
  readonly source: IpAddress;
  readonly destination: IpAddress;
}

/** Which octets a checksum fits: those of the message with a pseudo-header before it, or those of the message alone. */
export type VrrpChecksumReading = 'pseudo-header' | 'plain' | 'both' | 'neither';

/** What is to be said of an advertisement's checksum. */
export type VrrpChecksum =
  | 'correct'
  /**
   * Version 3 over IPv4 as RFC 9568 has it, which most receivers drop: keepalived with `v3_checksum_as_v2`, and up to 1.3.6.
   */
  | 'without-pseudo-header'
  /** Receivers of either reading drop it. */
  | 'wrong';

/** IP protocol number of VRRP, and of CARP. */
export const PROTOCOL_VRRP = 112;

const at = {source: 0, destination: 4, protocol: 9, length: 10, message: 12} as const;
const ipv6At = {source: 0, destination: 16, length: 32, protocol: 39, message: 40} as const;

/** Whether the checksum fits the octets of a message that decoded; all are summed, as receivers do. */
export function vrrpChecksum(message: Uint8Array, endpoints: VrrpEndpoints): VrrpChecksum {
  const reading = vrrpChecksumReading(message, endpoints);
  if (reading === 'both' || reading === (isVersion2(message) ? 'plain' : 'pseudo-header')) return 'correct';
  const isRfc9568 = reading === 'plain' && !isOfIpv6(endpoints.source);
  return isRfc9568 ? 'without-pseudo-header' : 'wrong';
}

/** By what its sender, of whatever version, has summed a message that decoded. */
export function vrrpChecksumReading(message: Uint8Array, endpoints: VrrpEndpoints): VrrpChecksumReading {
  const isPlain = internetChecksum(message) === 0;
  const hasPseudoHeader = internetChecksum(withPseudoHeader(message, endpoints)) === 0;
  if (isPlain) return hasPseudoHeader ? 'both' : 'plain';
  return hasPseudoHeader ? 'pseudo-header' : 'neither';
}

/** What goes into the checksum field; 0 over a message that is intact. */
export function vrrpSum(message: Uint8Array, endpoints: VrrpEndpoints): number {
  return internetChecksum(isVersion2(message) ? message : withPseudoHeader(message, endpoints));
}

function isVersion2(message: Uint8Array): boolean {
  return (message[0] as number) >> 4 === 2;
}

function withPseudoHeader(message: Uint8Array, {source, destination}: VrrpEndpoints): Uint8Array {
  if (isOfIpv6(source) && isOfIpv6(destination)) return withIpv6Header(message, source, destination);
  if (isOfIpv6(source) || isOfIpv6(destination)) {
    throw new VipError(
      'BAD_ARGUMENT',
      `vrrp: expected endpoints of one family, got ${source} and ${destination}`,
    );
  }
  return withIpv4Header(message, source, destination);
}

function withIpv4Header(message: Uint8Array, source: Ipv4Address, destination: Ipv4Address): Uint8Array {
  const whole = new Uint8Array(at.message + message.length);
  const view = new DataView(whole.buffer);
  writeIpv4(whole, at.source, source);
  writeIpv4(whole, at.destination, destination);
  view.setUint8(at.protocol, PROTOCOL_VRRP);
  view.setUint16(at.length, message.length);
  whole.set(message, at.message);
  return whole;
}

function withIpv6Header(message: Uint8Array, source: Ipv6Address, destination: Ipv6Address): Uint8Array {
  const whole = new Uint8Array(ipv6At.message + message.length);
  const view = new DataView(whole.buffer);
  writeIpv6(whole, ipv6At.source, source);
  writeIpv6(whole, ipv6At.destination, destination);
  view.setUint32(ipv6At.length, message.length);
  view.setUint8(ipv6At.protocol, PROTOCOL_VRRP);
  whole.set(message, ipv6At.message);
  return whole;
}
