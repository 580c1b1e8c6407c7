/**
 * IPv4 addresses and prefixes as canonical text, in the strict form (RFC 6943 §3.1.1).
 *
 * @module
 */

import {VipError} from '../errors.js';
import {readInt32, readUint32} from '../octets.js';

declare const brand: unique symbol;

/** An IPv4 address as a dotted quad without leading zeros, `10.3.2.200`. */
export type Ipv4Address = string & {readonly [brand]: 'Ipv4Address'};

/** An address with the length of its network part, as in `10.3.2.200/8`. */
export interface Ipv4Interface {
  readonly address: Ipv4Address;
  /** 0 to 32. */
  readonly prefixLength: number;
}

/** Length of an address on the wire, in octets. */
export const IPV4_LENGTH = 4;

/** `0.0.0.0`, "no address yet": the sender of an RFC 5227 probe. */
export const ANY_IPV4 = '0.0.0.0' as Ipv4Address;

const PREFIX_LENGTH = /^(?:[0-9]|[12][0-9]|3[0-2])$/;

/** Whether `parseIpv4` accepts the text. */
export function isIpv4(text: string): boolean {
  return typeof text === 'string' && writeOctets(scratch, 0, text);
}

const scratch = new Uint8Array(IPV4_LENGTH);

/**
 * Parses a dotted quad of four decimal parts, each 0 to 255 without leading zeros. Nothing is normalised:
 * the shorthand `10.1` means 10.1.0.0 to iproute2 and 10.0.0.1 to inet_aton(3), so it is refused.
 *
 * @throws VipError `BAD_ADDRESS`
 */
export function parseIpv4(text: string): Ipv4Address {
  return isIpv4(text) ? (text as Ipv4Address) : notIpv4(text);
}

function notIpv4(text: string): never {
  throw new VipError('BAD_ADDRESS', `IPv4 address: expected a dotted quad, got ${JSON.stringify(text)}`);
}

/**
 * Parses `address/length`, as in `ip addr add`; the length is mandatory.
 *
 * @throws VipError `BAD_ADDRESS`
 */
export function parseIpv4Interface(text: string): Ipv4Interface {
  const slash = text.indexOf('/');
  const length = text.slice(slash + 1);
  if (slash < 0 || !PREFIX_LENGTH.test(length)) {
    throw new VipError(
      'BAD_ADDRESS',
      `IPv4 prefix: expected an address with /0 to /32, got ${JSON.stringify(text)}`,
    );
  }
  return {address: parseIpv4(text.slice(0, slash)), prefixLength: Number(length)};
}

/**
 * `10.3.2.200/8`.
 *
 * @param network the address and its prefix length
 */
export function formatIpv4Interface({address, prefixLength}: Ipv4Interface): string {
  return `${address}/${prefixLength}`;
}

/**
 * The address as an unsigned 32-bit number.
 *
 * @throws VipError `BAD_ADDRESS` for text that is not a dotted quad
 */
export function ipv4ToNumber(address: Ipv4Address): number {
  writeIpv4(scratch, 0, address);
  return readUint32(scratch, 0);
}

/**
 * The inverse of `ipv4ToNumber`.
 *
 * @param number unsigned, of 32 bits
 */
export function ipv4FromNumber(number: number): Ipv4Address {
  return textOf(number | 0);
}

/** Texts of recent addresses, cached as in `readMac`. */
const RECENT_BITS = 12;
const recent = new Int32Array(1 << RECENT_BITS);
const recentText = new Array<string>(1 << RECENT_BITS).fill(ANY_IPV4);

/** Reads the four octets at `offset`; the caller has checked the length. */
export function readIpv4(octets: Uint8Array, offset: number): Ipv4Address {
  return textOf(readInt32(octets, offset));
}

function textOf(address: number): Ipv4Address {
  const place = Math.imul(address, 0x9e3779b1) >>> (32 - RECENT_BITS);
  if (recent[place] !== address) {
    recent[place] = address;
    recentText[place] =
      `${address >>> 24}.${(address >>> 16) & 0xff}.${(address >>> 8) & 0xff}.${address & 0xff}`;
  }
  return recentText[place] as Ipv4Address;
}

/** Writes the four octets at `offset`. @throws VipError `BAD_ADDRESS` for text that is not a dotted quad */
export function writeIpv4(octets: Uint8Array, offset: number, address: Ipv4Address): void {
  if (typeof address !== 'string' || !writeOctets(octets, offset, address)) notIpv4(address);
}

/** False, with some octets possibly written, if the text is not a dotted quad. */
function writeOctets(octets: Uint8Array, offset: number, text: string): boolean {
  let place = offset;
  let octet = NO_DIGIT;
  // Digit by digit: splitting the text takes longer than encoding a whole frame, and compiling a regular expression takes a twentieth of `vip garp`.
  for (let index = 0; index < text.length; index++) {
    const digit = text.charCodeAt(index) - CODE_OF_0;
    if (digit === DOT) {
      if (octet === NO_DIGIT || place === offset + IPV4_LENGTH - 1) return false;
      octets[place++] = octet;
      octet = NO_DIGIT;
    } else {
      const isBroken = digit < 0 || digit > 9 || octet === 0;
      octet = octet === NO_DIGIT ? digit : octet * 10 + digit;
      if (isBroken || octet > 255) return false;
    }
  }
  if (octet === NO_DIGIT || place !== offset + IPV4_LENGTH - 1) return false;
  octets[place] = octet;
  return true;
}

const CODE_OF_0 = 0x30;
/** The value of a dot, as if it were a digit. */
const DOT = 0x2e - CODE_OF_0;
const NO_DIGIT = -1;
