/**
 * Addresses as keys that are read from a frame without making text: a signed number for IPv4, eight characters of 16
 * bits for IPv6.
 *
 * @module
 */

import {
  type IpAddress,
  type Ipv4Address,
  ipv4FromNumber,
  ipv4ToNumber,
  isOfIpv6,
  readIpv6,
  writeIpv6,
} from '@vip/arp';

export type AddressKey = number | string;

const IPV6_LENGTH = 16;

export function keyOf(ip: IpAddress): AddressKey {
  if (!isOfIpv6(ip)) return ipv4ToNumber(ip as Ipv4Address) | 0;
  const bytes = new Uint8Array(IPV6_LENGTH);
  writeIpv6(bytes, 0, ip);
  return readIpv6Key(bytes, 0);
}

export function addressOf(key: AddressKey): IpAddress {
  if (typeof key === 'number') return ipv4FromNumber(key >>> 0);
  const view = new DataView(new ArrayBuffer(IPV6_LENGTH));
  for (let index = 0; index < key.length; index++) view.setUint16(2 * index, key.charCodeAt(index));
  return readIpv6(new Uint8Array(view.buffer), 0);
}

/** The caller has checked that the four octets are there. */
export function readIpv4Key(bytes: Uint8Array, offset: number): number {
  return (
    ((bytes[offset] as number) << 24) |
    ((bytes[offset + 1] as number) << 16) |
    ((bytes[offset + 2] as number) << 8) |
    (bytes[offset + 3] as number)
  );
}

/** The caller has checked that the sixteen octets are there. */
export function readIpv6Key(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(
    word(bytes, offset),
    word(bytes, offset + 2),
    word(bytes, offset + 4),
    word(bytes, offset + 6),
    word(bytes, offset + 8),
    word(bytes, offset + 10),
    word(bytes, offset + 12),
    word(bytes, offset + 14),
  );
}

function word(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] as number) << 8) | (bytes[offset + 1] as number);
}
