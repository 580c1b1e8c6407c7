/**
 * Differences between the advertisements of two routers in the fields that a receiver compares (RFC 9568 §7.1, and those that keepalived adds).
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {listed} from '../text/count-text.js';
import {formatDuration} from '../text/duration-text.js';
import type {RouterProtocol} from './advert.js';
import type {Speaker} from './router-facts.js';

/** The first difference in these fields, in words; undefined if there is none. */
export function difference(protocol: RouterProtocol, a: Speaker, b: Speaker): string | undefined {
  const [listA = [], listB = []] = [a.lists[0], b.lists[0]];
  // A router that reloads its configuration may advertise a new list before the other has loaded it as well.
  const haveShared = a.lists.some(one => b.lists.some(other => isSameList(one, other)));
  if (!haveShared) return `their lists of addresses differ (${listed(listA)} against ${listed(listB)})`;
  if (a.authentication !== b.authentication)
    return `one authenticates with ${a.authentication ?? 'nothing'}, the other with ${b.authentication ?? 'nothing'}`;
  if (a.password !== b.password) return 'their passwords differ';
  const signing = signedDifferently(a, b);
  if (signing !== undefined) return signing;
  if (a.reading !== undefined && b.reading !== undefined && a.reading !== b.reading)
    return `their checksums are computed differently (${READING[a.reading]}, ${READING[b.reading]})`;
  // In other protocols, a receiver adopts the interval that it hears (RFC 9568 §6.1, RFC 2281 §5.1).
  if (protocol === 'VRRPv2' && a.intervalNs !== b.intervalNs)
    return `their intervals differ (${formatDuration(a.intervalNs)} and ${formatDuration(b.intervalNs)})`;
  return undefined;
}

function isSameList(one: readonly IpAddress[], other: readonly IpAddress[]): boolean {
  return one.length === other.length && one.every(ip => other.includes(ip));
}

/** Differences that `auth_hmac` refuses: another key, or a clock that is too far off. */
function signedDifferently(a: Speaker, b: Speaker): string | undefined {
  if ((a.firstForeign === undefined) !== (b.firstForeign === undefined))
    return `they sign with different keys (${(a.firstForeign === undefined ? b : a).router} with one that was not given)`;
  if (a.clockAheadNs === undefined || b.clockAheadNs === undefined) return undefined;
  const apart =
    a.clockAheadNs > b.clockAheadNs ? a.clockAheadNs - b.clockAheadNs : b.clockAheadNs - a.clockAheadNs;
  const windowNs = windowNsOf(b.intervalNs);
  if (apart <= windowNs) return undefined;
  return `their clocks for signing are ${formatDuration(apart)} apart, and the limit is ${formatDuration(windowNs)} (time_window)`;
}

/** keepalived's default for `time_window`: three intervals, five seconds at the least. Nanoseconds. */
function windowNsOf(intervalNs: bigint): bigint {
  const three = 3n * intervalNs;
  return three > LEAST_WINDOW_NS ? three : LEAST_WINDOW_NS;
}

const LEAST_WINDOW_NS = 5_000_000_000n;

const READING = {
  'pseudo-header': 'with the pseudo-header of RFC 5798',
  plain: 'without a pseudo-header, as RFC 9568 has it',
} as const;
