/**
 * Addresses of either family with the length of their network part, and as numbers.
 *
 * @module
 */

import {checkRange} from '../check.js';
import {VipError} from '../errors.js';
import {type IpAddress, type IpFamily, ipFamilyOf, isOfIpv6, parseIp} from './ip-address.js';
import {type Ipv4Address, ipv4FromNumber, ipv4ToNumber} from './ipv4-address.js';
import {IPV6_LENGTH, readIpv6, writeIpv6} from './ipv6-address.js';

/** An address with the length of its network part, as in `10.3.2.200/8` or `fd00:3:2::200/64`. */
export interface IpInterface<A extends IpAddress = IpAddress> {
  readonly address: A;
  /** 0 to the bits that an address of the family has. */
  readonly prefixLength: number;
}

/** Number of bits in an address of each family. */
export const ADDRESS_BITS: Readonly<Record<IpFamily, number>> = {IPv4: 32, IPv6: 128};

/**
 * Parses `address/length` of either family, as `ip addr add` takes it; the length is mandatory.
 *
 * @throws VipError `BAD_ADDRESS`
 */
export function parseIpInterface(text: string): IpInterface {
  const [before = '', length, ...more] = text.split('/');
  if (length === undefined || more.length > 0 || !/^(?:0|[1-9]\d{0,2})$/.test(length)) refuse(text);
  const address = parseIp(before);
  const prefixLength = Number(length);
  return prefixLength <= ADDRESS_BITS[ipFamilyOf(address)] ? {address, prefixLength} : refuse(text);
}

function refuse(text: string): never {
  const expected = 'an address with /0 to /32, or /128 for IPv6';
  throw new VipError('BAD_ADDRESS', `IP prefix: expected ${expected}, got ${JSON.stringify(text)}`);
}

/**
 * `10.3.2.200/8`, `fd00:3:2::200/64`.
 *
 * @param network the address and its prefix length
 */
export function formatIpInterface({address, prefixLength}: IpInterface): string {
  return `${address}/${prefixLength}`;
}

/**
 * The address as an unsigned number of 32 or 128 bits.
 *
 * @throws VipError `BAD_ADDRESS` for text that is not an address
 */
export function ipToNumber(address: IpAddress): bigint {
  if (!isOfIpv6(address)) return BigInt(ipv4ToNumber(address as Ipv4Address));
  const octets = new Uint8Array(IPV6_LENGTH);
  writeIpv6(octets, 0, address);
  return octets.reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
}

/**
 * The inverse of `ipToNumber`; bits beyond those of the family are discarded.
 *
 * @param number unsigned, of 32 or 128 bits
 */
export function ipFromNumber(number: bigint, family: IpFamily): IpAddress {
  if (family === 'IPv4') return ipv4FromNumber(Number(BigInt.asUintN(ADDRESS_BITS.IPv4, number)));
  const octets = Array.from({length: IPV6_LENGTH}, (_, index) =>
    Number((number >> BigInt(8 * (IPV6_LENGTH - 1 - index))) & 0xffn),
  );
  return readIpv6(Uint8Array.from(octets), 0);
}

/**
 * The number of addresses in a network of this family and prefix length.
 *
 * @param prefixLength in bits, 0 to 32 or 128
 * @throws VipError `BAD_ARGUMENT` for a prefix length outside its range
 */
export function networkSize(family: IpFamily, prefixLength: number): bigint {
  checkRange('prefix length', prefixLength, 0, ADDRESS_BITS[family]);
  return 1n << BigInt(ADDRESS_BITS[family] - prefixLength);
}

/**
 * Whether an address belongs to a network; one of the other family never does.
 *
 * @param network any address of the network, and the length of its prefix in bits
 * @throws VipError `BAD_ADDRESS` for text that is not an address, `BAD_ARGUMENT` for a prefix length outside its range
 */
export function isInNetwork(address: IpAddress, {address: base, prefixLength}: IpInterface): boolean {
  const family = ipFamilyOf(address);
  if (family !== ipFamilyOf(base)) return false;
  const size = networkSize(family, prefixLength);
  return ipToNumber(address) / size === ipToNumber(base) / size;
}
