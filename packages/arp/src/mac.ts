/**
 * 48-bit Ethernet addresses as canonical text, so that `===`, `Map` keys and JSON work by themselves.
 *
 * @module
 */

import {VipError} from './errors.js';

declare const brand: unique symbol;

/** A 48-bit Ethernet address: six lower-case hex octets with colons, `02:00:00:00:00:11`. */
export type MacAddress = string & {readonly [brand]: 'MacAddress'};

/** Length of an address on the wire, in octets. */
export const MAC_LENGTH = 6;

/** `ff:ff:ff:ff:ff:ff`, every station on the link. */
export const BROADCAST_MAC = 'ff:ff:ff:ff:ff:ff' as MacAddress;

/** `00:00:00:00:00:00`, "not known": the target of an ARP request (RFC 826) and of an RFC 5227 probe. */
export const ZERO_MAC = '00:00:00:00:00:00' as MacAddress;

const CANONICAL = /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/;

/**
 * Parses a MAC address. Accepted: six two-digit hex octets separated by colons. Normalised: upper case.
 * Everything else is refused.
 *
 * @throws VipError `BAD_ADDRESS`
 */
export function parseMac(text: string): MacAddress {
  const folded = text.toLowerCase();
  if (CANONICAL.test(folded)) return folded as MacAddress;
  throw new VipError(
    'BAD_ADDRESS',
    `MAC address: expected six colon-separated octets, got ${JSON.stringify(text)}`,
  );
}

const HEX = Array.from({length: 256}, (_, octet) => octet.toString(16).padStart(2, '0'));

/** Reads the six octets at `offset`; the caller has checked that they are there. */
export function readMac(bytes: Uint8Array, offset: number): MacAddress {
  let text = HEX[bytes[offset] as number] as string;
  for (let index = 1; index < MAC_LENGTH; index++) text += `:${HEX[bytes[offset + index] as number]}`;
  return text as MacAddress;
}

/** Writes the six octets at `offset`. */
export function writeMac(bytes: Uint8Array, offset: number, mac: MacAddress): void {
  for (let index = 0; index < MAC_LENGTH; index++) {
    bytes[offset + index] = Number.parseInt(mac.slice(index * 3, index * 3 + 2), 16);
  }
}

/** Whether the group bit is set: multicast, broadcast included (IEEE 802, I/G bit of the first octet). */
export function isGroupMac(mac: MacAddress): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 0x01) === 0x01;
}
