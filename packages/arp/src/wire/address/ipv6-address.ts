/**
 * IPv6 addresses as canonical text (RFC 5952).
 *
 * @module
 */

import {VipError} from '../errors.js';
import {hexDigit} from '../hex.js';
import {isIpv4, readIpv4} from './ipv4-address.js';

declare const brand: unique symbol;

/** An IPv6 address as RFC 5952 writes it: `fd00:3:2::200`, `::ffff:10.3.2.200`. */
export type Ipv6Address = string & {readonly [brand]: 'Ipv6Address'};

/** Length of an address on the wire, in octets. */
export const IPV6_LENGTH = 16;

/** `::`, "no address yet": the source of duplicate address detection (RFC 4862 §5.4.2). */
export const ANY_IPV6 = '::' as Ipv6Address;

/** `ff02::1`, every node on the link (RFC 4291 §2.7.1). */
export const ALL_NODES = 'ff02::1' as Ipv6Address;

const GROUPS = 8;
const GROUP_DIGITS = 4;

/** Whether `parseIpv6` accepts the text. */
export function isIpv6(text: string): boolean {
  return groupsOf(text) !== undefined;
}

/**
 * Parses an address of RFC 4291 §2.2: eight groups of one to four hex digits, `::` once in place of one or more groups
 * of zeros, a dotted quad in place of the last two groups. Normalised to RFC 5952: lower case, no leading zeros,
 * `::` for the longest run of two or more zero groups, the first of equally long ones; the dotted quad only in `::ffff:0:0/96`.
 * Refused: zones (`%eth0`), brackets, prefixes.
 *
 * @throws VipError `BAD_ADDRESS`
 */
export function parseIpv6(text: string): Ipv6Address {
  return formatGroups(checkedGroups(text));
}

function checkedGroups(text: string): number[] {
  const groups = groupsOf(text);
  if (groups !== undefined) return groups;
  throw new VipError(
    'BAD_ADDRESS',
    `IPv6 address: expected eight groups of hex digits, got ${JSON.stringify(text)}`,
  );
}

/** Reads the sixteen octets at `offset`; the caller has checked the length. */
export function readIpv6(octets: Uint8Array, offset: number): Ipv6Address {
  const groups: number[] = [];
  for (let index = offset; index < offset + IPV6_LENGTH; index += 2) {
    groups.push(((octets[index] as number) << 8) | (octets[index + 1] as number));
  }
  return formatGroups(groups);
}

/** Writes the sixteen octets at `offset`. @throws VipError `BAD_ADDRESS` for text that is not an IPv6 address */
export function writeIpv6(octets: Uint8Array, offset: number, address: Ipv6Address): void {
  checkedGroups(address).forEach((group, index) => {
    octets[offset + 2 * index] = group >> 8;
    octets[offset + 2 * index + 1] = group & 0xff;
  });
}

/**
 * Whether an address is a multicast address, ff00::/8 (RFC 4291 §2.7).
 *
 * @throws VipError `BAD_ADDRESS` for text that is not an IPv6 address
 */
export function isMulticastIpv6(address: Ipv6Address): boolean {
  return hasMulticastPrefix(parseIpv6(address));
}

/** The same, of an address that was read from a packet or parsed: canonical text has four digits there. */
export function hasMulticastPrefix(address: Ipv6Address): boolean {
  return /^ff[0-9a-f]{2}:/.test(address);
}

/**
 * The solicited-node group of an address (RFC 4291 §2.7.1).
 *
 * @throws VipError `BAD_ADDRESS` for text that is not an address
 */
export function solicitedNodeAddress(address: Ipv6Address): Ipv6Address {
  const [high = 0, low = 0] = checkedGroups(address).slice(-2);
  return formatGroups([0xff02, 0, 0, 0, 0, 1, 0xff00 | (high & 0xff), low]);
}

function groupsOf(text: string): number[] | undefined {
  if (typeof text !== 'string' || !text.includes(':')) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = '', tail] = halves;
  if (tail === undefined) return exactly(GROUPS, partsOf(head, true));
  const before = head === '' ? [] : partsOf(head, false);
  const after = tail === '' ? [] : partsOf(tail, true);
  if (before === undefined || after === undefined) return undefined;
  const zeros = GROUPS - before.length - after.length;
  return zeros < 1 ? undefined : [...before, ...new Array<number>(zeros).fill(0), ...after];
}

function exactly(length: number, groups: number[] | undefined): number[] | undefined {
  return groups?.length === length ? groups : undefined;
}

/** @param mayEndDotted whether the last part may be a dotted quad: only at the very end of an address */
function partsOf(text: string, mayEndDotted: boolean): number[] | undefined {
  const parts = text.split(':');
  const last = parts.at(-1) ?? '';
  const dotted = mayEndDotted && isIpv4(last) ? dottedGroups(last) : [];
  if (dotted.length > 0) parts.pop();
  const groups = parts.map(groupOf);
  return groups.includes(NO_GROUP) ? undefined : [...groups, ...dotted];
}

const NO_GROUP = -1;

/** Digit by digit: compiling a regular expression takes longer than parsing an address. */
function groupOf(part: string): number {
  if (part.length === 0 || part.length > GROUP_DIGITS) return NO_GROUP;
  let group = 0;
  for (let index = 0; index < part.length; index++) {
    const digit = hexDigit(part, index);
    if (digit < 0) return NO_GROUP;
    group = (group << 4) | digit;
  }
  return group;
}

function dottedGroups(text: string): number[] {
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return [(a << 8) | b, (c << 8) | d];
}

function formatGroups(groups: readonly number[]): Ipv6Address {
  if (groups.slice(0, 5).every(group => group === 0) && groups[5] === 0xffff) {
    const octets = groups.slice(6).flatMap(group => [group >> 8, group & 0xff]);
    return `::ffff:${readIpv4(Uint8Array.from(octets), 0)}` as Ipv6Address;
  }
  const {start, length} = longestZeros(groups);
  const hex = (part: readonly number[]) => part.map(group => group.toString(16)).join(':');
  if (length < 2) return hex(groups) as Ipv6Address;
  return `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}` as Ipv6Address;
}

function longestZeros(groups: readonly number[]): {start: number; length: number} {
  let longest = {start: 0, length: 0};
  let start = 0;
  groups.forEach((group, index) => {
    if (group !== 0) start = index + 1;
    else if (index + 1 - start > longest.length) longest = {start, length: index + 1 - start};
  });
  return longest;
}
