/**
 * The Hot Standby Router Protocol of either version, as the payload of UDP: version 1 is RFC 2281; version 2 has no RFC, and follows
 * Wireshark's packet-hsrp.c. See hsrp-v1.ts and hsrp-v2.ts for the octets. Bytes in, plain objects out; no I/O.
 *
 * `decode(encode(packet))` deep-equals `packet`.
 *
 * @module
 */

import type {Ipv4Address} from '../address/ipv4-address.js';
import type {Ipv6Address} from '../address/ipv6-address.js';
import {truncated} from '../errors.js';
import type {HsrpPacket} from './hsrp-message.js';
import {decodeHsrpV1, encodeHsrpV1} from './hsrp-v1.js';
import {decodeHsrpV2, encodeHsrpV2} from './hsrp-v2.js';

/** UDP port over IPv4. */
export const HSRP_PORT = 1985;
/** UDP port over IPv6. */
export const HSRP_PORT_IPV6 = 2029;
/** Group of version 1: all routers (RFC 2281 §5.1). */
export const HSRP_V1_GROUP = '224.0.0.2' as Ipv4Address;
/** Group of version 2. */
export const HSRP_V2_GROUP = '224.0.0.102' as Ipv4Address;
/** Group over IPv6. */
export const HSRP_GROUP_IPV6 = 'ff02::66' as Ipv6Address;

/** In place of the version, version 2 has the type of its first element. */
const VERSION_1 = 0;

/**
 * Encodes a message in its version.
 *
 * @throws VipError `BAD_ARGUMENT` for a number that does not fit its field, and for anything the version has no field for
 */
export function encodeHsrpPacket(packet: HsrpPacket): Uint8Array {
  return packet.version === 1 ? encodeHsrpV1(packet) : encodeHsrpV2(packet);
}

/**
 * Trailing octets are ignored.
 *
 * @throws DecodeError `TRUNCATED`; `UNSUPPORTED` for an unknown operation or state; `MALFORMED` for an element that
 *   contradicts its length
 */
export function decodeHsrpPacket(octets: Uint8Array): HsrpPacket {
  if (octets.length === 0) truncated('hsrp', 1, 0);
  return octets[0] === VERSION_1 ? decodeHsrpV1(octets) : decodeHsrpV2(octets);
}
