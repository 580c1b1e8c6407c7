/**
 * The lines of `virtual_routes` and `static_routes`: whether the daemon accepts them.
 *
 * Follows `alloc_route()` of keepalived 2.2.7. Names defined in iproute2's files are assumed to exist.
 *
 * @module
 */

import {MOST_UNSIGNED, readNumber} from '../numbers.js';
import type {Statement} from '../statement.js';
import {addressOf} from './address.js';
import type {Report} from './report.js';

/** Options by argument: any word, a number, or an address. */
const ROUTE_WORDS = {
  any: new Set(
    'tos dsfield table protocol scope dev oif realms rtt rttvar rto_min congctl features pref ttl-propagate vrf track_group'.split(
      ' ',
    ),
  ),
  number: new Set(
    'metric priority preference expires mtu hoplimit advmss reordering window cwnd ssthresh initcwnd initrwnd quickack fastopen_no_cookie'.split(
      ' ',
    ),
  ),
  address: new Set(['src', 'via', 'gw', 'or']),
  alone: new Set(['onlink', 'add', 'prepend', 'append', 'no_track']),
};

/** The keyword before a destination. */
const TYPES = new Set(
  'unicast local broadcast brd anycast multicast blackhole unreachable prohibit throw nat xresolve'.split(
    ' ',
  ),
);

/** These begin a list, which is not examined. */
const LISTS = new Set(['nexthop', 'encap']);

export function checkRoute({words, place}: Statement, keyword: string, report: Report): void {
  const found = readRoute(words);
  const refuse = (word: string, text: string) => report('value', place, word, [keyword, text]);
  if (found.problem !== undefined) refuse(found.problem.word, found.problem.text);
  else if (!found.hasTarget) refuse(words[0] as string, 'expected a destination, got none');
  else if (!found.isTracked)
    report('ignored', place, words[0] as string, [keyword, 'without dev the route is not tracked']);
}

interface RouteRead {
  readonly problem?: {readonly word: string; readonly text: string};
  readonly hasTarget: boolean;
  readonly isTracked: boolean;
}

function readRoute(words: readonly string[]): RouteRead {
  const families = new Set<4 | 6>();
  const read = {hasTarget: false, isTracked: words.includes('no_track')};
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (LISTS.has(word)) break;
    if (ROUTE_WORDS.alone.has(word)) continue;
    // The daemon skips the word after these.
    if (word === 'inet' || word === 'inet6') {
      families.add(word === 'inet' ? 4 : 6);
      at++;
      continue;
    }
    if (!takesValue(word)) {
      if (word === 'to') at++;
      if (isType(words[at])) at++;
    } else if (words[++at] === 'lock' || (word === 'via' && /^inet6?$/.test(words[at] ?? ''))) at++;
    const value = words[at];
    const problem = problemOf(word, value, families);
    if (problem !== undefined) return {...read, problem: {word: value ?? word, text: problem}};
    read.hasTarget ||= !takesValue(word);
    read.isTracked ||= word === 'dev' || word === 'oif';
  }
  return read;
}

function takesValue(word: string): boolean {
  return ROUTE_WORDS.any.has(word) || ROUTE_WORDS.number.has(word) || ROUTE_WORDS.address.has(word);
}

/** @param families families of the preceding addresses; its own is added */
function problemOf(word: string, value: string | undefined, families: Set<4 | 6>): string | undefined {
  if (value === undefined) return `expected a value after ${word}, got none`;
  if (ROUTE_WORDS.any.has(word)) return undefined;
  if (ROUTE_WORDS.number.has(word)) {
    const {problem} = readNumber(value, 0, MOST_UNSIGNED, false);
    return problem === undefined ? undefined : `expected a number after ${word}, got ${value}`;
  }
  const isAddress = ROUTE_WORDS.address.has(word);
  const family = isAddress && addressOf(value) === undefined ? undefined : familyOfTarget(value);
  if (family === undefined) return `expected ${isAddress ? 'an address' : 'a destination'}, got ${value}`;
  if (family !== 'any') families.add(family);
  return families.size > 1 ? 'expected addresses of one family' : undefined;
}

function isType(word: string | undefined): boolean {
  // No digits are 0.
  return word !== undefined && (TYPES.has(word) || (/^\d*$/.test(word) && Number(word) <= 255));
}

/** The family of an address with or without prefix length; undefined if it is not an address. */
export function familyOfTarget(text: string): 4 | 6 | 'any' | undefined {
  if (/^(?:default|any|all)$/.test(text)) return 'any';
  if (text === 'default6') return 6;
  const [host = '', length] = splitLength(text);
  if (addressOf(host) === undefined) return undefined;
  const family = host.includes(':') ? 6 : 4;
  const most = family === 6 ? 128 : 32;
  const isLength = length === undefined || readNumber(length, 0, most, false).problem === undefined;
  return isLength ? family : undefined;
}

function splitLength(text: string): [string, string | undefined] {
  const slash = text.indexOf('/');
  return slash < 0 ? [text, undefined] : [text.slice(0, slash), text.slice(slash + 1)];
}
