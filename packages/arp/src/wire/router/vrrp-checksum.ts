/**
 * The VRRP checksum: version 2 covers the message (RFC 3768 §5.3.8), version 3 over IPv6 a pseudo-header as well. Over IPv4,
 * RFC 5798 §5.2.8 was read as including it too, but RFC 9568 §5.2.8 says that it does not: routers of the two readings drop each
 * other's advertisements.
 *
 * @module
 */

import {checksumFor, internetChecksum} from '../checksum.js';
import {familyOfPath, type IpPath, pseudoHeader} from '../ip/ip-path.js';
import {PROTOCOL_VRRP} from '../ip/protocol.js';

/** What a checksum covers: the message with a pseudo-header before it, or the message alone. */
export type VrrpChecksumScope = 'pseudo-header' | 'plain';

/** The scope that a checksum found in a message fits; by chance, it may fit both. */
export type VrrpChecksumReading = VrrpChecksumScope | 'both' | 'neither';

/** The state of an advertisement's checksum. */
export type VrrpChecksumVerdict =
  | 'correct'
  /**
   * Version 3 over IPv4 according to RFC 9568, which most receivers drop: keepalived with `v3_checksum_as_v2`, and up to 1.3.6.
   */
  | 'without-pseudo-header'
  /** Receivers of either reading drop it. */
  | 'wrong';

const CHECKSUM_AT = 6;

/**
 * The value for the checksum field.
 *
 * @param scope what it covers: by default the message in version 2, and a pseudo-header as well in version 3, as most routers compute it
 *   over IPv4
 * @throws VipError `BAD_ARGUMENT` for addresses of different families, `BAD_ADDRESS` for text that is not an address
 */
export function vrrpChecksum(
  octets: Uint8Array,
  path: IpPath,
  scope: VrrpChecksumScope = scopeOf(octets),
): number {
  return checksumFor(octets, CHECKSUM_AT, scope === 'plain' ? undefined : headerFor(octets, path));
}

/**
 * Whether the checksum of a decoded message with this path is correct; all octets are summed, as by receivers.
 *
 * @throws VipError `BAD_ARGUMENT` for addresses of different families, `BAD_ADDRESS` for text that is not an address
 */
export function isVrrpChecksumCorrect(octets: Uint8Array, path: IpPath): boolean {
  return vrrpChecksumVerdict(octets, path) === 'correct';
}

/**
 * The same with a third result: correct by one reading of version 3 over IPv4 and wrong by the other.
 *
 * @throws VipError `BAD_ARGUMENT` for addresses of different families, `BAD_ADDRESS` for text that is not an address
 */
export function vrrpChecksumVerdict(octets: Uint8Array, path: IpPath): VrrpChecksumVerdict {
  const reading = vrrpChecksumReading(octets, path);
  if (reading === 'both' || reading === scopeOf(octets)) return 'correct';
  const isRfc9568 = reading === 'plain' && familyOfPath(path) === 'IPv4';
  return isRfc9568 ? 'without-pseudo-header' : 'wrong';
}

/**
 * What the sender's checksum of a decoded message covers, in either version.
 *
 * @throws VipError `BAD_ARGUMENT` for addresses of different families, `BAD_ADDRESS` for text that is not an address
 */
export function vrrpChecksumReading(octets: Uint8Array, path: IpPath): VrrpChecksumReading {
  const isPlain = internetChecksum(octets) === 0;
  const hasPseudoHeader = internetChecksum(octets, headerFor(octets, path)) === 0;
  if (isPlain) return hasPseudoHeader ? 'both' : 'plain';
  return hasPseudoHeader ? 'pseudo-header' : 'neither';
}

/** The scope for the version of a message, by the older reading of version 3. */
function scopeOf(message: Uint8Array): VrrpChecksumScope {
  return (message[0] as number) >> 4 === 2 ? 'plain' : 'pseudo-header';
}

function headerFor({length}: Uint8Array, path: IpPath): Uint8Array {
  return pseudoHeader(path, PROTOCOL_VRRP, length);
}
