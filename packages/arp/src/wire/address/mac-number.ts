/**
 * MACs as numbers of 48 bits, which a double holds exactly: they are read and compared faster than text.
 *
 * @module
 */

import {hexDigit} from '../hex.js';
import {readUint16, readUint32} from '../octets.js';
import {CODE_OF_COLON, type MacAddress, macOfHalves, notMac} from './mac.js';

/** An unknown MAC: the destination in a cooked capture, or of a frame without a link layer. */
export const UNKNOWN_MAC = -1;

/** Reads the six octets at `offset`; the caller has checked the length. */
export function readMacNumber(octets: Uint8Array, offset: number): number {
  return readUint16(octets, offset) * 0x1_0000_0000 + readUint32(octets, offset + 2);
}

/**
 * The MAC of a number; undefined for `UNKNOWN_MAC`.
 *
 * @param mac 48 bits, or `UNKNOWN_MAC`
 */
export function macOfNumber(mac: number): MacAddress | undefined {
  if (mac === UNKNOWN_MAC) return undefined;
  return macOfHalves(Math.floor(mac / 0x1_0000_0000), mac >>> 0);
}

/**
 * The MAC as a number of 48 bits.
 *
 * @throws VipError `BAD_ADDRESS` for text that is not a MAC
 */
export function numberOfMac(mac: MacAddress): number {
  if (typeof mac !== 'string' || mac.length !== TEXT_LENGTH) notMac(mac);
  let number = 0;
  for (let index = 0; index < TEXT_LENGTH; index += 3) {
    const octet = (hexDigit(mac, index) << 4) | hexDigit(mac, index + 1);
    if (octet < 0 || (index > 0 && mac.charCodeAt(index - 1) !== CODE_OF_COLON)) notMac(mac);
    number = number * 256 + octet;
  }
  return number;
}

/** Length of a MAC as text. */
const TEXT_LENGTH = 17;

/**
 * Whether the group bit is set (IEEE 802): the lowest of the first octet. False for `UNKNOWN_MAC`.
 *
 * @param mac 48 bits, or `UNKNOWN_MAC`
 */
export function isGroupMacNumber(mac: number): boolean {
  return mac !== UNKNOWN_MAC && (Math.floor(mac / 0x100_0000_0000) & 1) === 1;
}
