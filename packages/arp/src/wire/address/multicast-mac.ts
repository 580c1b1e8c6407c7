/**
 * Ethernet addresses of IP groups.
 *
 * @module
 */

import {hexOctets} from '../hex.js';
import {type IpAddress, isOfIpv6} from './ip-address.js';
import {IPV4_LENGTH, writeIpv4} from './ipv4-address.js';
import {IPV6_LENGTH, writeIpv6} from './ipv6-address.js';
import type {MacAddress} from './mac.js';

/** The octet of an IPv4 address of which the MAC has seven bits. */
const SHORTENED = 1;

/**
 * The Ethernet address of an IP group: of IPv6 33:33 followed by its last four octets (RFC 2464 §7), of IPv4 01:00:5e followed by its last
 * 23 bits (RFC 1112 §6.4), so that 32 groups share one.
 *
 * @throws VipError `BAD_ADDRESS` for text that is not an address
 */
export function multicastMac(group: IpAddress): MacAddress {
  if (isOfIpv6(group)) {
    const bytes = new Uint8Array(IPV6_LENGTH);
    writeIpv6(bytes, 0, group);
    return `33:33:${hexOctets(bytes.subarray(-4), ':')}` as MacAddress;
  }
  const bytes = new Uint8Array(IPV4_LENGTH);
  writeIpv4(bytes, 0, group);
  bytes[SHORTENED] = (bytes[SHORTENED] as number) & 0x7f;
  return `01:00:5e:${hexOctets(bytes.subarray(SHORTENED), ':')}` as MacAddress;
}
