/**
 * Addresses of either family.
 *
 * @module
 */

import {VipError} from '../errors.js';
import {type Ipv4Address, isIpv4} from './ipv4-address.js';
import {type Ipv6Address, isIpv6, parseIpv6} from './ipv6-address.js';

/** An address of either family; a colon tells which. */
export type IpAddress = Ipv4Address | Ipv6Address;

/** An address family. */
export type IpFamily = 'IPv4' | 'IPv6';

/** Parses an address of either family, as `parseIpv4` and `parseIpv6` do. @throws VipError `BAD_ADDRESS` */
export function parseIp(text: string): IpAddress {
  if (isIpv4(text)) return text as Ipv4Address;
  if (isIpv6(text)) return parseIpv6(text);
  throw new VipError(
    'BAD_ADDRESS',
    `IP address: expected a dotted quad or an IPv6 address, got ${JSON.stringify(text)}`,
  );
}

/** Whether a valid address is an IPv6 address: it has a colon. `ipFamilyOf` checks that it is valid. */
export function isOfIpv6(address: IpAddress): address is Ipv6Address {
  return address.includes(':');
}

/** The family of an address. @throws VipError `BAD_ADDRESS` for text that is not one */
export function ipFamilyOf(address: IpAddress): IpFamily {
  return isOfIpv6(parseIp(address)) ? 'IPv6' : 'IPv4';
}
