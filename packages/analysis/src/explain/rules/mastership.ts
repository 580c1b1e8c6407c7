/**
 * Faults in the advertisements: no master, two masters, or two routers that share a number.
 *
 * @module
 */

import {type IpAddress, isGroupMac, isOfIpv6, multicastMac, VRRP_GROUP, VRRP_GROUP_IPV6} from '@vip/arp';
import type {Rivalry, RouterFacts, Speaker} from '../../claims/router-facts.js';
import {masterDownNs} from '../../claims/router-record.js';
import {roleIn} from '../../claims/router-role.js';
import {listed, times} from '../../count-text.js';
import {formatDuration} from '../../duration-text.js';
import type {Mark} from '../../mark.js';
import type {AddressFacts, CaptureFacts} from '../facts.js';
import {RIVAL_ADVERTS} from '../handovers.js';
import {leapNsBetween} from '../leaps.js';
import {longestPauseSince} from '../pauses.js';
import {routersOf} from '../router-index.js';
import {isBefore} from '../scope.js';
import {type Draft, finding} from '../verdict.js';

/** A router took over in the end: a fault of its own if it took this many times as long as allowed. */
const LONG_TIMES = 2n;

export function masterships(capture: CaptureFacts, address: AddressFacts): Draft[] {
  const own = routersOf(address, capture.routers);
  return own.flatMap(router => [
    ...rivals(address, router),
    ...clashes(router),
    ...rejected(own, router),
    ...masterless(capture, address, router),
  ]);
}

/** Two routers that keep advertising for longer than the weaker needs to yield. */
function rivals({ip}: AddressFacts, router: RouterFacts): Draft[] {
  return lasting(router).flatMap(rivalry => {
    const {master, rival, count, last} = rivalry;
    const both = `${master} and ${rival} both advertise ${nameOf(router)}`;
    const length = formatDuration(last.at - rivalry.at);
    const frames = [masterMark(router, rivalry), rivalry, last];
    if (isClash(router, rivalry)) return [];
    // An address that only one of them carries has one owner.
    if (!listsOf(router, rivalry).every(list => list.length === 0 || list.includes(ip))) return [];
    return [
      finding(
        'TWO_OWNERS',
        `${both} for ${length}, ${times(count)} against each other${behindOneMac(rivalry)}.`,
        frames,
      ),
    ];
  });
}

/** Neither carries the other's addresses: not two rivals for one address, but two pairs with one number. */
function clashes(router: RouterFacts): Draft[] {
  const [one, ...others] = router.speakers.filter(({firstPriority}) => firstPriority > 0);
  return others.flatMap(other => {
    // A router heard once is not a rival yet.
    if (one === undefined || one.count < 2 || other.count < 2 || !areBoth(router.rivalries, one, other))
      return [];
    const [a = [], b = []] = [one.lists[0], other.lists[0]];
    if (a.length === 0 || b.length === 0 || a.some(ip => b.includes(ip))) return [];
    const both = `${one.router} and ${other.router} both advertise ${nameOf(router)}`;
    const words = `${both}, for different addresses (${listed(a)}; ${listed(b)}): two pairs of routers share the VRID`;
    return [finding('VRID_CLASH', `${words}.`, [one, other, other.last])];
  });
}

function behindOneMac({masterMac, rivalMac}: Rivalry): string {
  return masterMac !== undefined && masterMac === rivalMac ? `, behind one MAC (${masterMac})` : '';
}

/** Why each ignores the other, where the advertisements show it. */
function rejected(routers: readonly RouterFacts[], router: RouterFacts): Draft[] {
  const [one, ...others] = router.speakers.filter(({firstPriority}) => firstPriority > 0);
  const within = others.flatMap(other => {
    if (one === undefined || !contend(router, one, other)) return [];
    const why = difference(one, other);
    return [
      ...strayed(router, one, other),
      ...strayed(router, other, one),
      ...(why === undefined ? [] : [rejection(router, one.router, other.router, why, [one, other])]),
    ];
  });
  return [...within, ...otherVersions(routers, router)];
}

/**
 * A frame for another machine's MAC is dropped before VRRP sees it. One for another group's is dropped by a network card that filters,
 * but Linux takes it on a virtual interface, or where a capture makes the card receive everything.
 */
function strayed(router: RouterFacts, from: Speaker, to: Speaker): Draft[] {
  if (from.strayMac === undefined || from.strayMac === to.mac) return [];
  const group = multicastMac(isOfIpv6(from.router) ? VRRP_GROUP_IPV6 : VRRP_GROUP);
  const words = `${from.router} sends its advertisements of ${nameOf(router)} to the MAC ${from.strayMac} instead of ${group}`;
  const effect = isGroupMac(from.strayMac)
    ? 'receives them only if its interface accepts other groups'
    : 'does not receive them';
  return [
    finding(
      'ADVERTS_REJECTED',
      `${words}: ${to.router} ${effect}.`,
      [from, to],
      'Find out what writes that destination: the sender, or a device between the two that turns multicast into unicast.',
    ),
  ];
}

/** Both are active at once, for some of the same addresses. */
function contend(router: RouterFacts, one: Speaker, other: Speaker): boolean {
  const lists = [one.lists[0] ?? [], other.lists[0] ?? []] as const;
  return lists[0].some(ip => lists[1].includes(ip)) && areBoth(router.rivalries, one, other);
}

/**
 * A router that rejects an advertisement waits a whole interval before it sends its own (keepalived), so that of two masters often only
 * one is heard for long.
 */
function areBoth(rivalries: readonly Rivalry[], one: Speaker, other: Speaker): boolean {
  const isPair = ({master, rival}: Rivalry) =>
    [master, rival].includes(one.router) && [master, rival].includes(other.router);
  return rivalries.some(isPair) || (isBefore(one, other.last) && isBefore(other, one.last));
}

function rejection(
  router: RouterFacts,
  one: IpAddress,
  other: IpAddress,
  why: string,
  frames: readonly (number | Mark | undefined)[],
): Draft {
  return finding(
    'ADVERTS_REJECTED',
    `${one} and ${other} discard each other's advertisements of ${nameOf(router)}: ${why}.`,
    frames,
  );
}

/** What a receiver compares (RFC 9568 §7.1, and what keepalived does beyond). */
function difference(a: Speaker, b: Speaker): string | undefined {
  const [listA = [], listB = []] = [a.lists[0], b.lists[0]];
  const sameList = listA.length === listB.length && listA.every(ip => listB.includes(ip));
  if (!sameList) return `their lists of addresses differ (${listed(listA)} against ${listed(listB)})`;
  if (a.authentication !== b.authentication)
    return `one authenticates with ${a.authentication ?? 'nothing'}, the other with ${b.authentication ?? 'nothing'}`;
  const signing = signedDifferently(a, b);
  if (signing !== undefined) return signing;
  if (a.reading !== undefined && b.reading !== undefined && a.reading !== b.reading)
    return `their checksums are computed differently (${READING[a.reading]}, ${READING[b.reading]})`;
  if (a.intervalNs !== b.intervalNs)
    return `their intervals differ (${formatDuration(a.intervalNs)} and ${formatDuration(b.intervalNs)})`;
  return undefined;
}

/** What `auth_hmac` refuses: another key, and a clock that is too far away. */
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

/** VRRP 2 and 3 ignore each other: two masters, each in its own version. */
function otherVersions(routers: readonly RouterFacts[], router: RouterFacts): Draft[] {
  if (router.protocol !== 'VRRPv2') return [];
  const other = routers.find(
    ({protocol, id, network, addresses}) =>
      protocol === 'VRRPv3' &&
      id === router.id &&
      network === router.network &&
      addresses.some(ip => router.addresses.includes(ip)),
  );
  const [one] = router.masters;
  const second = other?.masters.find(({router: ip}) => ip !== one?.router);
  if (one === undefined || second === undefined || isBefore(one.last, second) || isBefore(second.last, one))
    return [];
  return [
    rejection(router, one.router, second.router, 'one speaks VRRP 2, the other VRRP 3', [one, second]),
    finding(
      'TWO_OWNERS',
      `${one.router} and ${second.router} are both master of ${router.id}, in VRRP 2 and 3.`,
      [one, second],
    ),
  ];
}

/** A master fell silent, and no router took over for longer than a takeover takes, while the capture continued. */
function masterless(capture: CaptureFacts, address: AddressFacts, router: RouterFacts): Draft[] {
  const found = router.masterless
    .filter(stretch => {
      const leapNs = leapNsBetween(capture.clockSteps, stretch.at, stretch.last.at);
      const isLong = stretch.last.at - stretch.at - leapNs > LONG_TIMES * masterDownNs(router.intervalNs);
      return isLong && stretch.isKnown && isWitnessed(address, router, stretch, stretch.last);
    })
    .map(stretch => {
      const next =
        stretch.next === stretch.master ? `${stretch.next} was heard again` : `${stretch.next} took over`;
      const length = formatDuration(stretch.last.at - stretch.at);
      const words = `${stretch.master} ${fell(router, stretch.resigned)} after frame ${stretch.frame}; ${next} ${length} later`;
      return finding('NO_MASTER', `${words}.`, [stretch, stretch.last], fixFor(router));
    });
  return [...found, ...silentAtEnd(capture, address, router)];
}

/** The last master was not heard until the end of the capture. */
function silentAtEnd(capture: CaptureFacts, address: AddressFacts, router: RouterFacts): Draft[] {
  const master = router.masters.at(-1);
  const end = capture.last;
  if (master === undefined || end === undefined) return [];
  const {last} = master;
  const downNs = masterDownNs(router.intervalNs);
  const isMissed = isWitnessed(address, router, last, end);
  // Whether a router that advertised once was master is unknown; unanswered questions after that time show that it was.
  const missedAt = {...last, at: last.at + downNs};
  const isMaster = master.count > 1 || master.resigned || (isMissed && !isServedSince(address, missedAt));
  if (!isMaster) return [];
  const silentNs = end.at - last.at;
  const length = formatDuration(silentNs);
  const whatHappened = `${master.router} ${fell(router, master.resigned)} after frame ${last.frame}`;
  const isSeen =
    isMissed ||
    // One pause may be the capture's own, or a clock step; the rest of the time something was seen, but no master.
    silentNs - longestPauseSince(capture.pauses, last.at) > downNs;
  if (silentNs > downNs && isSeen) {
    const words = `${whatHappened}, and nobody took over in the ${length} to the end of the capture`;
    return [finding('NO_MASTER', `${words}.`, [last, end], fixFor(router))];
  }
  if (silentNs <= SILENT_INTERVALS * router.intervalNs || isServedSince(address, last)) return [];
  const words =
    silentNs > downNs
      ? `${whatHappened}; in the ${length} to the end of the capture too little is seen to tell a router that is gone from a capture that was paused`
      : `${whatHappened}, ${length} before the end of the capture: too soon to tell whether anybody takes over, for which ${formatDuration(downNs)} may pass`;
  return [finding('CANNOT_TELL', `${words}.`, [last, end])];
}

/** Advertisements later than this are lost. Intervals. */
const SILENT_INTERVALS = 2n;

function isServedSince({answers}: AddressFacts, mark: Mark): boolean {
  return answers.some(({lastAnswer}) => lastAnswer !== undefined && isBefore(mark, lastAnswer));
}

/** keepalived needs other commands than an HSRP router. */
function fixFor({protocol}: RouterFacts): string | undefined {
  if (protocol.startsWith('VRRP')) return undefined;
  return 'Find out why no other took over: check the passive one, its state, and whether advertisements reach it.';
}

function fell(router: RouterFacts, resigned: boolean): string {
  return resigned
    ? `resigned ${nameOf(router)}`
    : `fell silent as ${roleIn(router.protocol)} of ${nameOf(router)}`;
}

/** The address was seen when its master should have been missed: the capture was not paused, its clock not set, and traffic had not ended. */
function isWitnessed(
  {senders, questions}: AddressFacts,
  {intervalNs}: RouterFacts,
  from: Mark,
  to: Mark,
): boolean {
  const missedAt = from.at + masterDownNs(intervalNs);
  const isLate = (first: Mark, last: Mark) => last.at >= missedAt && isBefore(first, to);
  return (
    questions.some(asked => isLate(asked, asked)) ||
    senders.some(({runs}) => runs.some(({first, last}) => isLate(first, last)))
  );
}

function lasting({rivalries, intervalNs}: RouterFacts): Rivalry[] {
  return rivalries.filter(
    ({at, last, count, isMutual}) => isMutual && count >= RIVAL_ADVERTS && last.at - at > intervalNs,
  );
}

function isClash(router: RouterFacts, rivalry: Rivalry): boolean {
  const [a = [], b = []] = listsOf(router, rivalry);
  return a.length > 0 && b.length > 0 && !a.some(ip => b.includes(ip));
}

function listsOf(router: RouterFacts, {master, rival}: Rivalry): (readonly IpAddress[])[] {
  return [speakerOf(router, master)?.lists[0] ?? [], speakerOf(router, rival)?.lists[0] ?? []];
}

function speakerOf({speakers}: RouterFacts, ip: IpAddress): Speaker | undefined {
  return speakers.find(({router}) => router === ip);
}

function masterMark({masters}: RouterFacts, {master}: Rivalry): Mark | undefined {
  return masters.find(({router}) => router === master);
}

export function nameOf({protocol, id}: Pick<RouterFacts, 'protocol' | 'id'>): string {
  return `${protocol} ${id}`;
}
