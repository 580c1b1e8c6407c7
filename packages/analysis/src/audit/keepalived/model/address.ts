/**
 * The lines of `virtual_ipaddress`, and addresses elsewhere.
 *
 * @module
 */

import {type IpAddress, isOfIpv6, parseIpv4, parseIpv6} from '@vip/arp';
import {readNumber} from '../numbers.js';
import type {Place} from '../source.js';
import type {Statement} from '../statement.js';
import type {Report} from './report.js';

export interface VipEntry {
  readonly ip: IpAddress;
  readonly family: 4 | 6;
  readonly prefixLength: number;
  /** Whether a length was given. */
  readonly hasPrefix: boolean;
  readonly dev: string | undefined;
  readonly noTrack: boolean;
  readonly place: Place;
}

const ADDRESS_SIGNS = /^[0-9a-fA-F:.]+$/;

/** An address in a form that inet_pton(3) accepts; undefined for anything else. */
export function addressOf(text: string): IpAddress | undefined {
  if (!ADDRESS_SIGNS.test(text)) return undefined;
  try {
    return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
  } catch {
    return undefined;
  }
}

/** Peers and sources: a range or mask after the address is ignored. */
export function hostOf(text: string): IpAddress | undefined {
  return addressOf(text.replace(/[-/].*$/s, ''));
}

export function familyOf(ip: IpAddress): 4 | 6 {
  return isOfIpv6(ip) ? 6 : 4;
}

/** A multicast address; in IPv6 only link-local scope is accepted. */
export function isGroup(ip: IpAddress): boolean {
  return isOfIpv6(ip) ? /^ff[0-9a-f]2:/.test(ip) : /^(?:22[4-9]|23\d)\./.test(ip);
}

/** Options with an argument. */
const WITH_VALUE = new Set(['dev', 'scope', 'broadcast', 'brd', 'label', 'peer', 'preferred_lft']);
const ALONE = new Set(['home', '-nodad', 'mngtmpaddr', 'noprefixroute', 'autojoin', 'no_track', 'use_vmac']);
const SCOPES = /^(?:link|site|global|host|nowhere|\d+)$/;

/** Undefined if the line gives no address. */
export function readVip({words, place}: Statement, report: Report): VipEntry | undefined {
  const given = words[0] as string;
  const slash = given.indexOf('/');
  const ip = addressOf(slash < 0 ? given : given.slice(0, slash));
  if (ip === undefined) {
    report('value', place, given, `expected an address, got ${given}`);
    return undefined;
  }
  const options = readOptions(words, place, ip, report);
  if (options === undefined) return undefined;
  const most = isOfIpv6(ip) ? 128 : 32;
  const prefixLength = slash < 0 ? most : prefixOf(given, slash, most, place, report);
  checkBroadcast(words, prefixLength, place, report);
  return {ip, family: familyOf(ip), prefixLength, hasPrefix: slash >= 0, ...options, place};
}

/** `+` and `-` need a network with such an address. */
function checkBroadcast(words: readonly string[], prefixLength: number, place: Place, report: Report): void {
  const at = words.findLastIndex(word => word === 'brd' || word === 'broadcast');
  const value = at < 0 ? undefined : words[at + 1];
  if (value === undefined) return;
  const [given = '', word = ''] = [words[0], words[at]];
  if (words.includes('peer')) report('ignored', place, word, `${given}: ${word}: not allowed with a peer`);
  else if (/^[+-]$/.test(value) && prefixLength > 30)
    report(
      'ignored',
      place,
      word,
      `${given}: ${word}: a network of ${prefixLength} bits has no broadcast address`,
    );
}

function prefixOf(given: string, slash: number, most: number, place: Place, report: Report): number {
  const {value, problem} = readNumber(given.slice(slash + 1), 0, most, true);
  if (problem !== undefined) report('value', place, given, `${given}: expected a length of 0 to ${most}`);
  return value ?? most;
}

function readOptions(
  words: readonly string[],
  place: Place,
  ip: IpAddress,
  report: Report,
): {dev: string | undefined; noTrack: boolean} | undefined {
  const address = words[0] as string;
  let dev: string | undefined;
  let noTrack = false;
  for (let at = 1; at < words.length; at++) {
    const word = words[at] as string;
    if (ALONE.has(word)) noTrack ||= word === 'no_track';
    else if (WITH_VALUE.has(word)) {
      const value = words[++at];
      const problem = problemOf(word, value, ip, dev !== undefined);
      if (problem !== undefined) report('value', place, word, `${address}: ${word}: ${problem.text}`);
      if (problem?.drops === true) return undefined;
      if (word === 'dev') dev = value;
    } else report('rejected', place, word, `${address}: unknown word ${word}`);
  }
  return {dev, noTrack};
}

/** The problem with an option; `drops`: the address is dropped as well. */
function problemOf(
  word: string,
  value: string | undefined,
  ip: IpAddress,
  hasDev: boolean,
): {text: string; drops?: boolean} | undefined {
  if (value === undefined) return {text: 'expected a value, got none', drops: true};
  const isIpv6 = isOfIpv6(ip);
  switch (word) {
    case 'dev':
      return hasDev ? {text: 'already given', drops: true} : undefined;
    case 'label':
      if (value.length > 15)
        return {text: `expected at most 15 characters, got ${value.length}`, drops: true};
      return isIpv6 ? {text: 'IPv6 addresses have no label'} : undefined;
    case 'scope':
      if (isIpv6) return {text: 'IPv6 addresses have no scope here'};
      return SCOPES.test(value) ? undefined : {text: `expected a scope, got ${value}`};
    case 'preferred_lft':
      return value === 'forever' || /^\d+$/.test(value)
        ? undefined
        : {text: `expected seconds, got ${value}`};
    case 'peer':
      return addressOf(value) === undefined ? {text: `expected an address, got ${value}`} : undefined;
    default:
      if (isIpv6) return {text: 'IPv6 has no broadcast address', drops: true};
      if (value === '+' || value === '-' || addressOf(value) !== undefined) return undefined;
      return {text: `expected an address, + or -, got ${value}`, drops: true};
  }
}
