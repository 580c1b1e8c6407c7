/**
 * @module
 */

import {type Ipv6Address, ipFromNumber, ipToNumber, type MacAddress, numberOfMac} from '@vip/arp';

const INTERFACE_BITS = 64n;

/** The address in a network of 64 bits that a host forms from its MAC: modified EUI-64 (RFC 4291, appendix A). */
export function formedAddress(network: Ipv6Address, mac: MacAddress): Ipv6Address {
  const octets = BigInt(numberOfMac(mac)) ^ (2n << 40n);
  const interfaceId = ((octets >> 24n) << 40n) | (0xfffen << 24n) | (octets & 0xffffffn);
  const prefix = (ipToNumber(network) >> INTERFACE_BITS) << INTERFACE_BITS;
  return ipFromNumber(prefix | interfaceId, 'IPv6') as Ipv6Address;
}
