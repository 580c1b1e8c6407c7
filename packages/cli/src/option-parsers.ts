/**
 * The values of options: text in, checked value out. A refusal says what would be accepted.
 *
 * @module
 */

import {
  ANNOUNCEMENT_FORMS,
  ANY_IPV6,
  type AnnouncementForm,
  type IpAddress,
  type Ipv4Address,
  type Ipv6Address,
  isGroupMac,
  isIpv6,
  isMulticastIpv6,
  type MacAddress,
  parseIpv4,
  parseIpv6,
  parseMac,
  type TargetMac,
  VipError,
  type VlanTag,
  vlanTag,
  ZERO_MAC,
} from '@vip/arp';
import type {GarpLoss} from '@vip/core';
import {readSmallFile} from '@vip/core/small-file';
import {oneOf, type Syntax, wholeNumber, withSyntax} from './options/syntax.js';

/** Timers of Node, and of most systems, count milliseconds in 31 bits: 24.8 days. */
const MAX_DURATION_MS = 2 ** 31 - 1;

const UNITS_MS: Readonly<Record<string, number>> = {us: 0.001, ms: 1, s: 1000, m: 60_000, h: 3_600_000};

/** A regular expression. */
export const DURATION = '(?:(\\d+(?:\\.\\d+)?)(us|ms|s|m|h)|0)';

const IS_DURATION = new RegExp(`^${DURATION}$`);

/** The only duration that is a number is 0. */
const DURATION_SYNTAX: Syntax = {pattern: IS_DURATION.source, minimum: 0, maximum: 0};

/** `200ms`, `1.1s`, `2m`; `0` needs no unit. In milliseconds. */
export const parseDuration = withSyntax(DURATION_SYNTAX, (text: string): number => {
  if (text === '0') return 0;
  const [, digits, unit] = IS_DURATION.exec(text) ?? [];
  if (digits === undefined || unit === undefined) {
    refuse('duration', 'a number with us, ms, s, m or h, such as 200ms', text);
  }
  const ms = Number(digits) * (UNITS_MS[unit] as number);
  return ms <= MAX_DURATION_MS ? ms : refuse('duration', '596h or less', text);
});

/** A duration of at least `leastMs`. */
export function durationFrom(leastMs: number, least: string): (text: string) => number {
  return withSyntax(DURATION_SYNTAX, text => {
    const ms = parseDuration(text);
    return ms >= leastMs ? ms : refuse('duration', `${least} or more`, text);
  });
}

/** A whole number of `least` or more. */
export function wholeNumberFrom(least: number): (text: string) => number {
  return withSyntax(wholeNumber(least), text => {
    const value = Number(text);
    return /^\d+$/.test(text) && value >= least && Number.isSafeInteger(value)
      ? value
      : refuse('number', `a whole number of ${least} or more`, text);
  });
}

/** An address that a station on the link can have (RFC 1122 §3.2.1.3). */
function parseStationIp(text: string): Ipv4Address {
  const ip = parseIpv4(text);
  const first = Number(ip.split('.', 1)[0]);
  const why =
    ip === '255.255.255.255'
      ? 'everybody'
      : NO_STATION.find(({from, to}) => first >= from && first <= to)?.why;
  return why === undefined ? ip : refuse('IPv4 address', 'the address of one station', ip, why);
}

/** First octets of addresses that no station can have, and their meaning. */
const NO_STATION = [
  {from: 0, to: 0, why: 'no station yet: sent by stations without an address'},
  {from: 127, to: 127, why: 'loopback, which never leaves a machine'},
  {from: 224, to: 239, why: 'a multicast group'},
  {from: 240, to: 255, why: 'reserved, and rejected by every kernel'},
];

/** A port, 1 to 65535. */
export const parsePort = withSyntax(wholeNumber(1, 65_535), (text: string): number => {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535
    ? port
    : refuse('port', 'a number of 1 to 65535', text);
});

/** An address of either family that a station on the link can have (RFC 4291 §2.5 to §2.7). */
export function parseAnnouncedIp(text: string): IpAddress {
  if (!isIpv6(text)) return parseStationIp(text);
  const ip = parseIpv6(text);
  const why = noIpv6Station(ip);
  return why === undefined ? ip : refuse('IPv6 address', 'the address of one station', ip, why);
}

function noIpv6Station(ip: Ipv6Address): string | undefined {
  if (ip === ANY_IPV6) return 'no station yet: sent by stations without an address';
  if (ip === '::1') return 'loopback, which never leaves a machine';
  return isMulticastIpv6(ip) ? 'a multicast group' : undefined;
}

/** Maximum number of addresses announced at once: each is a frame or two, prepared in advance. */
const MAX_ANNOUNCED = 250_000;

/** An address, or `@FILE` for those in a file: one per line, with empty lines and `# remarks` between them. */
export function parseAnnouncedIps(text: string, former: readonly IpAddress[] = []): IpAddress[] {
  const ips = text.startsWith('@') ? ipsInFile(text.slice(1)) : [parseAnnouncedIp(text)];
  const all = [...former, ...ips];
  if (all.length <= MAX_ANNOUNCED) return all;
  throw new VipError('BAD_ARGUMENT', `expected ${MAX_ANNOUNCED} addresses or fewer, got ${all.length}`);
}

/** The content of the file is not quoted, because it may be confidential. */
function ipsInFile(file: string): IpAddress[] {
  const ips = linesOf(file).flatMap((line, index) => {
    const word = line.replace(/#.*/, '').trim();
    if (word === '') return [];
    try {
      return [parseAnnouncedIp(word)];
    } catch (cause) {
      const where = `file ${JSON.stringify(file)}: line ${index + 1}`;
      throw new VipError('BAD_ARGUMENT', `${where}: expected the address of a station`, {cause});
    }
  });
  return ips.length > 0 ? ips : refuse('file', 'one address per line', `@${file}`);
}

function linesOf(file: string): string[] {
  return readFileText(file).split('\n');
}

/** The text of a small file. @throws VipError `FILE_FAILED` */
export function readFileText(file: string): string {
  try {
    return readSmallFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/, open .*/, '') : String(error);
    throw new VipError('FILE_FAILED', `file: cannot read ${JSON.stringify(file)}: ${reason}`);
  }
}

/** Octets of a key of `auth_hmac`. */
const KEY_LENGTH = {least: 32, most: 64};

/** As keepalived reads the file of a `key`: a line of `hex:` and digits, or the key itself. Its content is never quoted. */
export function parseKeyFile(file: string, former: readonly Uint8Array[] = []): Uint8Array[] {
  const key = keyOf(readFileText(file).replace(/\r?\n$/, ''));
  if (key !== undefined && key.length >= KEY_LENGTH.least && key.length <= KEY_LENGTH.most)
    return [...former, key];
  const got = key === undefined ? 'something else after hex:' : `${key.length}`;
  throw new VipError(
    'BAD_ARGUMENT',
    `file ${JSON.stringify(file)}: expected a key of ${KEY_LENGTH.least} to ${KEY_LENGTH.most} octets, got ${got}`,
  );
}

/** Undefined if it claims to be hexadecimal but is not. */
function keyOf(text: string): Uint8Array | undefined {
  const digits = /^hex:(.*)$/.exec(text)?.[1];
  if (digits === undefined) return new TextEncoder().encode(text);
  if (!/^([0-9a-f]{2})+$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) ?? [], octet => Number.parseInt(octet, 16));
}

/** Neighbours, separated by commas; `seen` for those that are discovered. */
export function parseNeighbours(
  text: string,
  former: readonly (IpAddress | 'seen')[] = [],
): (IpAddress | 'seen')[] {
  return [...former, ...text.split(',').map(word => (word === 'seen' ? 'seen' : parseAnnouncedIp(word)))];
}

export const parseForm = withSyntax(oneOf(ANNOUNCEMENT_FORMS), (text: string): AnnouncementForm => {
  const form = ANNOUNCEMENT_FORMS.find(known => known === text);
  return form ?? refuse('form', ANNOUNCEMENT_FORMS.join(', '), text);
});

export function parseTargetMac(text: string): TargetMac {
  if (text === 'broadcast' || text === 'zero' || text === 'self') return text;
  return /:/.test(text)
    ? parseMac(text)
    : refuse('target MAC', 'broadcast, zero, self or a MAC address', text);
}

/** A MAC that one station can have, and send from. */
export function parseSourceMac(text: string): MacAddress {
  const mac = parseMac(text);
  if (mac === ZERO_MAC) refuse('MAC address', 'a unicast address', text, 'which stands for "not known"');
  return isGroupMac(mac) ? refuse('MAC address', 'a unicast address', text, 'a group') : mac;
}

/** `10`, or `100.10` for a tag in a tag, outermost first; a priority of 0 to 7 after a colon, `10:5`. */
export function parseVlans(text: string): VlanTag[] {
  return text.split('.').map(part => {
    const [, id, priority = '0'] = /^(\d{1,4})(?::([0-7]))?$/.exec(part) ?? [];
    return id === undefined
      ? refuse('VLAN', 'ids of 0 to 4095 such as 10, 100.10 or 10:5', text)
      : vlanTag(Number(id), Number(priority));
  });
}

/** A name that Linux allows for an interface: 1 to 15 octets, no slash, no white space (`dev_valid_name()`). */
export function parseInterface(text: string): string {
  const length = Buffer.byteLength(text);
  const valid = length > 0 && length <= 15 && !/[\s/:]/.test(text) && text !== '.' && text !== '..';
  return valid ? text : refuse('interface', 'a name of 1 to 15 characters', text);
}

/** `3` for the first three, `all`, `50%` at random. */
export const parseGarpLoss = withSyntax(
  {pattern: '^(?:all|\\d{1,6}%?)$', minimum: 0},
  (text: string): GarpLoss => {
    if (text === 'all') return 'all';
    const [, digits, percent] = /^(\d{1,6})(%?)$/.exec(text) ?? [];
    const value = Number(digits);
    if (digits === undefined || (percent === '%' && value > 100)) {
      return refuse('lost announcements', 'a number, all, or a share of 0% to 100%', text);
    }
    return percent === '%' ? {percent: value} : {first: value};
  },
);

/** `why` says what is wrong with it, if that is not obvious. */
function refuse(what: string, expected: string, got: string, why?: string): never {
  const reason = why === undefined ? '' : ` (${why})`;
  throw new VipError('BAD_ARGUMENT', `${what}: expected ${expected}, got ${JSON.stringify(got)}${reason}`);
}
