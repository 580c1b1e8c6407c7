/**
 * Addresses as keys, read from a frame without creating text: a signed number for IPv4, eight characters of 16
 * bits for IPv6. Keys of equal addresses are equal by `===`, and suit a `Map`.
 *
 * @module
 */

import {readInt32, readUint16} from '../octets.js';
import {type IpAddress, isOfIpv6} from './ip-address.js';
import {type Ipv4Address, ipv4FromNumber, ipv4ToNumber} from './ipv4-address.js';
import {IPV6_LENGTH, readIpv6, writeIpv6} from './ipv6-address.js';

/** An address as a key: a signed number for IPv4, eight characters for IPv6. */
export type AddressKey = number | string;

/**
 * The key of an address.
 *
 * @throws VipError `BAD_ADDRESS` for text that is not an address
 */
export function keyOf(ip: IpAddress): AddressKey {
  if (!isOfIpv6(ip)) return ipv4ToNumber(ip as Ipv4Address) | 0;
  const octets = new Uint8Array(IPV6_LENGTH);
  writeIpv6(octets, 0, ip);
  return readIpv6Key(octets, 0);
}

/** The address of a key. */
export function addressOfKey(key: AddressKey): IpAddress {
  if (typeof key === 'number') return ipv4FromNumber(key >>> 0);
  const view = new DataView(new ArrayBuffer(IPV6_LENGTH));
  for (let index = 0; index < key.length; index++) view.setUint16(2 * index, key.charCodeAt(index));
  return readIpv6(new Uint8Array(view.buffer), 0);
}

/** Whether a key is that of a group: 224.0.0.0/4 and 255.255.255.255, or ff00::/8. */
export function isGroupKey(key: AddressKey): boolean {
  if (typeof key === 'string') return key.charCodeAt(0) >> 8 === 0xff;
  return key >> 28 === -2 || key === -1;
}

/** The caller has checked that the four octets are there. */
export function readIpv4Key(octets: Uint8Array, offset: number): number {
  return readInt32(octets, offset);
}

/** Recently read keys, cached as in `readMac`: an existing string needs no new hash in a `Map`. */
const RECENT_COUNT = 1024;
const recent: string[] = Array.from({length: RECENT_COUNT}, () => '\0'.repeat(IPV6_LENGTH / 2));

/** The caller has checked that the sixteen octets are there. */
export function readIpv6Key(octets: Uint8Array, offset: number): string {
  const place =
    (readInt32(octets, offset + 4) ^
      Math.imul(readInt32(octets, offset + 8), 31) ^
      Math.imul(readInt32(octets, offset + 12), 0x9e3779b1)) >>>
    22;
  const known = recent[place] as string;
  if (isKeyAt(octets, offset, known)) return known;
  const key = String.fromCharCode(
    readUint16(octets, offset),
    readUint16(octets, offset + 2),
    readUint16(octets, offset + 4),
    readUint16(octets, offset + 6),
    readUint16(octets, offset + 8),
    readUint16(octets, offset + 10),
    readUint16(octets, offset + 12),
    readUint16(octets, offset + 14),
  );
  recent[place] = key;
  return key;
}

function isKeyAt(octets: Uint8Array, offset: number, key: string): boolean {
  for (let index = IPV6_LENGTH / 2 - 1; index >= 0; index--) {
    if (key.charCodeAt(index) !== readUint16(octets, offset + 2 * index)) return false;
  }
  return true;
}

/** Whether a key is that of a link-local IPv6 address: fe80::/10 (RFC 4291 §2.5.6). */
export function isLinkLocalKey(key: AddressKey): boolean {
  return typeof key === 'string' && (key.charCodeAt(0) & 0xffc0) === 0xfe80;
}
