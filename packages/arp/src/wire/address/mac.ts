/**
 * 48-bit Ethernet addresses (EUI-48, RFC 9542 §2.1) as canonical text, so that `===`, `Map` keys and JSON just work.
 *
 * @module
 */

import {VipError} from '../errors.js';
import {hexCode, hexDigit} from '../hex.js';

declare const brand: unique symbol;

/** A 48-bit Ethernet address: six lower-case hex octets with colons, `02:00:00:00:00:11`. */
export type MacAddress = string & {readonly [brand]: 'MacAddress'};

/** Length of an address on the wire, in octets. */
export const MAC_LENGTH = 6;

/** `ff:ff:ff:ff:ff:ff`, every station on the link. */
export const BROADCAST_MAC = 'ff:ff:ff:ff:ff:ff' as MacAddress;

/** `00:00:00:00:00:00`, "not known": the target of an ARP request (RFC 826) and of an RFC 5227 probe. */
export const ZERO_MAC = '00:00:00:00:00:00' as MacAddress;

/**
 * Parses a MAC address. Accepted: six two-digit hex octets separated by colons. Normalised: upper case.
 * Everything else is refused.
 *
 * @throws VipError `BAD_ADDRESS`
 */
export function parseMac(text: string): MacAddress {
  const isMac = typeof text === 'string' && readDigits(scratch, text);
  return isMac ? (text.toLowerCase() as MacAddress) : notMac(text);
}

/** @throws VipError `BAD_ADDRESS` */
export function notMac(text: string): never {
  throw new VipError(
    'BAD_ADDRESS',
    `MAC address: expected six colon-separated octets, got ${JSON.stringify(text)}`,
  );
}

/**
 * Texts of recently read addresses, each in a slot given by its octets. The same few addresses recur again
 * and again, and formatting one costs more than everything else about a frame.
 */
const RECENT_BITS = 12;
const RECENT_COUNT = 1 << RECENT_BITS;
const recentHigh = new Uint16Array(RECENT_COUNT);
const recentLow = new Uint32Array(RECENT_COUNT);
const recentText = new Array<string>(RECENT_COUNT).fill(ZERO_MAC);

/** Reads the six octets at `offset`; the caller has checked the length. */
export function readMac(octets: Uint8Array, offset: number): MacAddress {
  const high = ((octets[offset] as number) << 8) | (octets[offset + 1] as number);
  const low =
    (((octets[offset + 2] as number) << 24) |
      ((octets[offset + 3] as number) << 16) |
      ((octets[offset + 4] as number) << 8) |
      (octets[offset + 5] as number)) >>>
    0;
  return macOfHalves(high, low);
}

/** The text of an address. @param high its first two octets. @param low the other four, as an unsigned number */
export function macOfHalves(high: number, low: number): MacAddress {
  // Most requests have both ff:ff:ff:ff:ff:ff and 00:00:00:00:00:00, which must not share a slot.
  const place = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1) >>> (32 - RECENT_BITS);
  if (recentHigh[place] !== high || recentLow[place] !== low) {
    recentHigh[place] = high;
    recentLow[place] = low;
    recentText[place] = macText(high, low);
  }
  return recentText[place] as MacAddress;
}

/** The characters of the last text, with its colons. */
const characters = Array.from(ZERO_MAC, character => character.charCodeAt(0));

/** In one piece: with a text for each octet it takes three times as long. */
function macText(high: number, low: number): string {
  putOctet(0, high >>> 8);
  putOctet(1, high);
  putOctet(2, low >>> 24);
  putOctet(3, low >>> 16);
  putOctet(4, low >>> 8);
  putOctet(5, low);
  // biome-ignore lint/plugin: the 17 characters of a MAC
  return String.fromCharCode(...characters);
}

function putOctet(index: number, octet: number): void {
  characters[3 * index] = hexCode(octet >>> 4);
  characters[3 * index + 1] = hexCode(octet);
}

/** Octets of recently written addresses, for the reverse direction: six consecutive octets for each text. */
const writtenText = new Array<string>(RECENT_COUNT).fill(ZERO_MAC);
const writtenOctets = new Uint8Array(RECENT_COUNT * MAC_LENGTH);
/** For text that may not be an address. */
const scratch = new Uint8Array(MAC_LENGTH);

/** Writes the six octets at `offset`. @throws VipError `BAD_ADDRESS` for text that is not a MAC */
export function writeMac(octets: Uint8Array, offset: number, mac: MacAddress): void {
  if (typeof mac !== 'string') notMac(mac);
  const place =
    ((hexDigit(mac, 12) << 8) | (hexDigit(mac, 15) << 4) | hexDigit(mac, 16)) & (RECENT_COUNT - 1);
  const start = place * MAC_LENGTH;
  if (writtenText[place] !== mac) {
    if (!readDigits(scratch, mac)) notMac(mac);
    writtenOctets.set(scratch, start);
    writtenText[place] = mac;
  }
  for (let index = 0; index < MAC_LENGTH; index++)
    octets[offset + index] = writtenOctets[start + index] as number;
}

/** Returns whether the text is an address. Digit by digit: `Number.parseInt` of a slice takes twenty times as long. */
function readDigits(octets: Uint8Array, mac: string): boolean {
  if (mac.length !== 3 * MAC_LENGTH - 1) return false;
  for (let index = 0; index < MAC_LENGTH; index++) {
    const octet = (hexDigit(mac, 3 * index) << 4) | hexDigit(mac, 3 * index + 1);
    const isApart = index === 0 || mac.charCodeAt(3 * index - 1) === CODE_OF_COLON;
    if (octet < 0 || !isApart) return false;
    octets[index] = octet;
  }
  return true;
}

export const CODE_OF_COLON = 0x3a;

/**
 * Whether the group bit is set: multicast, broadcast included (IEEE 802, I/G bit of the first octet).
 *
 * @throws VipError `BAD_ADDRESS` for text that is not a MAC
 */
export function isGroupMac(mac: MacAddress): boolean {
  return hasGroupBit(parseMac(mac));
}

/** The same, of an address that was read from a frame or parsed. */
export function hasGroupBit(mac: MacAddress): boolean {
  return (hexDigit(mac, 1) & 0x01) === 0x01;
}
