/**
 * Ranges of addresses as parsed by MetalLB: `10.0.0.0/24`, `10.0.0.1-10.0.0.9`, either family.
 *
 * Follows `ParseCIDR()` of MetalLB 0.15.
 *
 * @module
 */

import {type IpAddress, ipToNumber, isOfIpv6} from '@vip/arp';
import {addressOf} from '../keepalived/model/address.js';

export interface AddressRange {
  /** As written. */
  readonly text: string;
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** A range, or the problem with it. */
export function rangeOf(text: string): AddressRange | {readonly problem: string} {
  const [start = '', end] = text.split(/-(.*)/s).map(part => part.trim());
  return end === undefined ? prefixRange(text) : betweenRange(text, start, end);
}

function prefixRange(text: string): AddressRange | {problem: string} {
  const [, host = '', length] = /^(.*?)(?:\/(\d+))?$/s.exec(text) ?? [];
  const ip = addressOf(host);
  if (ip === undefined) return {problem: `expected a range or a prefix, got ${text}`};
  const bits = isOfIpv6(ip) ? 128 : 32;
  if (length === undefined) return {problem: `expected a range or a prefix, got the address ${text} alone`};
  if (Number(length) > bits) return {problem: `expected a prefix of at most ${bits} bits, got ${text}`};
  const size = 1n << BigInt(bits - Number(length));
  const first = (ipToNumber(ip) / size) * size;
  return {text, family: isOfIpv6(ip) ? 6 : 4, first, last: first + size - 1n};
}

function betweenRange(text: string, start: string, end: string): AddressRange | {problem: string} {
  const [from, to] = [addressOf(start), addressOf(end)];
  if (from === undefined || to === undefined)
    return {problem: `expected two addresses, got ${from === undefined ? start : end} in ${text}`};
  if (isOfIpv6(from) !== isOfIpv6(to)) return {problem: `expected addresses of one family, got ${text}`};
  const [first, last] = [ipToNumber(from), ipToNumber(to)];
  if (first > last) return {problem: `expected the lower address first, got ${text}`};
  return {text, family: isOfIpv6(from) ? 6 : 4, first, last};
}

export function areOverlapping(one: AddressRange, other: AddressRange): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last;
}

export function isInRange(ip: IpAddress, range: AddressRange): boolean {
  const value = ipToNumber(ip);
  return range.family === (isOfIpv6(ip) ? 6 : 4) && range.first <= value && value <= range.last;
}

/** Whether one of its addresses ends with .0 or .255. */
export function hasBuggyAddress({family, first, last}: AddressRange): boolean {
  const next = (end: bigint) => first + ((end - (first % 256n) + 256n) % 256n);
  return family === 4 && (next(0n) <= last || next(255n) <= last);
}
