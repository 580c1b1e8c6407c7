/**
 * Source and destination of a packet, which checksums and address families depend on, and the pseudo-header made of them, which UDP, TCP,
 * ICMPv6 and VRRP sum before their own octets.
 *
 *   over IPv4 (RFC 768, RFC 9293 §3.1)    over IPv6 (RFC 8200 §8.1)
 *   octet 0   source        4             octet 0   source        16
 *         4   destination   4                  16   destination   16
 *         8   zero          1                  32   length         4
 *         9   protocol      1                  36   zero           3
 *        10   length        2                  39   protocol       1
 *
 * @module
 */

import {type IpAddress, type IpFamily, isOfIpv6} from '../address/ip-address.js';
import {type Ipv4Address, writeIpv4} from '../address/ipv4-address.js';
import {type Ipv6Address, writeIpv6} from '../address/ipv6-address.js';
import {badArgument} from '../check.js';

/** Source and destination of a packet, both of one family. An `Ipv4Packet` and an `Ipv6Packet` are paths as well. */
export interface IpPath {
  readonly source: IpAddress;
  readonly destination: IpAddress;
}

/** An IPv6 path. */
export interface Ipv6Path {
  readonly source: Ipv6Address;
  readonly destination: Ipv6Address;
}

const pseudoIpv4At = {source: 0, destination: 4, protocol: 9, length: 10, end: 12} as const;
const pseudoIpv6At = {source: 0, destination: 16, length: 32, protocol: 39, end: 40} as const;

/** @throws VipError `BAD_ARGUMENT` for addresses of different families */
export function familyOfPath({source, destination}: IpPath): IpFamily {
  const isIpv6 = isOfIpv6(source);
  if (isIpv6 !== isOfIpv6(destination))
    badArgument('ip path', 'addresses of one family', `${source} and ${destination}`);
  return isIpv6 ? 'IPv6' : 'IPv4';
}

/**
 * The pseudo-header that is summed before the octets of `protocol`.
 *
 * @param length number of those octets
 * @throws VipError `BAD_ARGUMENT` for addresses of different families
 */
export function pseudoHeader(path: IpPath, protocol: number, length: number): Uint8Array {
  return familyOfPath(path) === 'IPv6'
    ? pseudoIpv6(path as Ipv6Path, protocol, length)
    : pseudoIpv4(path, protocol, length);
}

function pseudoIpv4({source, destination}: IpPath, protocol: number, length: number): Uint8Array {
  const header = new Uint8Array(pseudoIpv4At.end);
  writeIpv4(header, pseudoIpv4At.source, source as Ipv4Address);
  writeIpv4(header, pseudoIpv4At.destination, destination as Ipv4Address);
  header[pseudoIpv4At.protocol] = protocol;
  new DataView(header.buffer).setUint16(pseudoIpv4At.length, length);
  return header;
}

function pseudoIpv6({source, destination}: Ipv6Path, protocol: number, length: number): Uint8Array {
  const header = new Uint8Array(pseudoIpv6At.end);
  writeIpv6(header, pseudoIpv6At.source, source);
  writeIpv6(header, pseudoIpv6At.destination, destination);
  new DataView(header.buffer).setUint32(pseudoIpv6At.length, length);
  header[pseudoIpv6At.protocol] = protocol;
  return header;
}
