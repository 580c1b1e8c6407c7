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

/** Offset of the octet of an IPv4 address of which the MAC holds only the lower seven bits. */
const SHORTENED = 1;

/**
 * The Ethernet address of an IP group. For IPv6 it is 33:33 followed by the last four octets (RFC 2464 §7). For IPv4 it is 01:00:5e followed
 * by the last 23 bits (RFC 1112 §6.4), so that 32 groups share each.
 *
 * @throws VipError `BAD_ADDRESS` for text that is not an address
 */
export function multicastMac(group: IpAddress): MacAddress {
  if (isOfIpv6(group)) {
    const octets = new Uint8Array(IPV6_LENGTH);
    writeIpv6(octets, 0, group);
    return `33:33:${hexOctets(octets.subarray(-4), ':')}` as MacAddress;
  }
  const octets = new Uint8Array(IPV4_LENGTH);
  writeIpv4(octets, 0, group);
  octets[SHORTENED] = (octets[SHORTENED] as number) & 0x7f;
  return `01:00:5e:${hexOctets(octets.subarray(SHORTENED), ':')}` as MacAddress;
}
