/**
 * A master that fell silent or resigned, and no router took over.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import {SILENT_INTERVALS} from '../../claims/heard-through.js';
import type {RouterFacts} from '../../claims/router-facts.js';
import {masterDownNs, takeoverNs} from '../../claims/router-record.js';
import {isForeign, roleIn} from '../../claims/router-role.js';
import {formatDuration} from '../../text/duration-text.js';
import type {CaptureFacts} from '../capture-facts.js';
import type {AddressFacts} from '../facts.js';
import {leapNsBetween} from '../frames/leaps.js';
import {longestPauseSince} from '../frames/pauses.js';
import {isBefore} from '../scope.js';
import {cannotTell, type Draft, finding} from '../verdict.js';
import {agoText, restText} from '../words/open-end.js';
import {routerName} from './router-name.js';

/** If a router took over in the end, the delay is a fault of its own only if it was this many times what is allowed. */
const LONG_TIMES = 2n;

/** For how long there may be no master before one took over. One that missed a resignation waits as if the master had died. Nanoseconds. */
function allowedNs(intervalNs: bigint, resigned: boolean): bigint {
  return resigned ? masterDownNs(intervalNs) : LONG_TIMES * masterDownNs(intervalNs);
}

/** A master fell silent, and no router took over for longer than a takeover takes, while the capture continued. */
export function masterless(
  capture: CaptureFacts,
  address: AddressFacts,
  router: RouterFacts,
  own: readonly RouterFacts[] = [router],
): Draft[] {
  const others = own.filter(one => one !== router);
  const found = router.masterless
    .filter(stretch => {
      const lasted = stretch.last.at - stretch.at;
      const leapNs = leapNsBetween(capture.clockSteps, stretch.at, stretch.last.at);
      const allowed = allowedNs(router.intervalNs, stretch.resigned);
      if (lasted - leapNs <= allowed || !stretch.isKnown) return false;
      if (isMasteredSince(others, stretch, stretch.last)) return false;
      return (
        isWitnessed(address, stretch, stretch.last, takeoverNs(router.intervalNs, stretch.resigned)) ||
        lasted - longestPauseSince(capture.pauses, stretch.at) > allowed
      );
    })
    .map(stretch => {
      const next = stretch.next === stretch.master ? 'it was heard again' : `${stretch.next} took over`;
      const length = formatDuration(stretch.last.at - stretch.at);
      const words = `${stretch.master} ${fell(router, stretch)}; ${next} ${length} later`;
      return {
        ...finding('NO_MASTER', `${words}.`, [stretch, stretch.last], fixFor(router)),
        ...{isForeign: isForeign(router.protocol), consequence: OVER},
        brief: lastMaster(router, stretch.master),
      };
    });
  const last = router.masters.at(-1)?.last;
  if (last === undefined || isMasteredSince(others, last, capture.last ?? last)) return found;
  return [...found, ...silentAtEnd(capture, address, router)];
}

/** Another virtual router has the address as well: the same one in the other version of VRRP, while nodes are migrated one by one. */
function isMasteredSince(others: readonly RouterFacts[], {at}: Mark, until: Mark): boolean {
  return others.some(({masters}) => masters.some(master => master.last.at > at && master.at < until.at));
}

/** The last master was not heard until the end of the capture. */
function silentAtEnd(capture: CaptureFacts, address: AddressFacts, router: RouterFacts): Draft[] {
  const master = router.masters.at(-1);
  const {last: end} = capture;
  if (master === undefined || end === undefined) return [];
  const {last} = master;
  const downNs = takeoverNs(router.intervalNs, master.resigned);
  const isMissed = isWitnessed(address, last, end, downNs);
  // A single advertisement does not show that a router was master; unanswered questions after it do.
  const missedAt = {...last, at: last.at + downNs};
  const isMaster = master.count > 1 || master.resigned || (isMissed && !isServedSince(address, missedAt));
  if (!isMaster) return [];
  const silentNs = end.at - last.at;
  const length = formatDuration(silentNs);
  const whatHappened = `${master.router} ${fell(router, {...last, resigned: master.resigned})}`;
  const isSeen =
    isMissed ||
    // One pause may be the capture's own, or a clock step; the rest of the time something was seen, but no master.
    silentNs - longestPauseSince(capture.pauses, last.at) > downNs;
  if (silentNs > downNs && isSeen) {
    const words = `${whatHappened}, and no router took over in the ${restText(length, capture)}`;
    const isServed = isServedSince(address, missedAt);
    const found = finding('NO_MASTER', `${words}.`, [last, end], fixFor(router, isServed));
    const consequence = isServed ? SERVED : isMissed ? undefined : UNASKED;
    const parties = lastMaster(router, master.router);
    return [{...found, isForeign: isForeign(router.protocol), consequence, brief: parties}];
  }
  if (silentNs <= SILENT_INTERVALS * router.intervalNs || isServedSince(address, last)) return [];
  const words =
    silentNs > downNs
      ? `${whatHappened}; in the ${restText(length, capture)}, too little is seen to tell whether the router is gone or the capture was paused`
      : `${whatHappened}, ${agoText(length, capture)}: too soon to tell whether another takes over, which may take ${formatDuration(downNs)}`;
  return [
    cannotTell(silentNs > downNs ? 'too little seen since' : 'too soon to tell who takes over', `${words}.`, [
      last,
      end,
    ]),
  ];
}

function isServedSince({answers}: AddressFacts, mark: Mark): boolean {
  return answers.some(({lastAnswer}) => lastAnswer !== undefined && isBefore(mark, lastAnswer));
}

/** keepalived needs other commands than an HSRP router. @param isServed whether the address is answered all the same */
function fixFor(router: RouterFacts, isServed = false): string | undefined {
  if (!isForeign(router.protocol)) return isServed ? KILLED : undefined;
  return 'Find out why no other router took over: check the state of the passive one, and whether advertisements reach it.';
}

function lastMaster({protocol}: RouterFacts, ip: IpAddress): string {
  return `last ${roleIn(protocol)} ${ip}`;
}

function fell(router: RouterFacts, {resigned, frame}: Mark & {readonly resigned: boolean}): string {
  return resigned
    ? `resigned ${routerName(router)} in frame ${frame}`
    : `fell silent as ${roleIn(router.protocol)} of ${routerName(router)} after frame ${frame}`;
}

/** A daemon that is killed, or hangs, leaves the address where it is. */
const SERVED = 'the address is still answered, but if its node fails as well, no other will take it over';
const KILLED =
  'Restart the daemon of the last master: it was killed or hangs, and left the address in place (systemctl status keepalived); and ' +
  'find out why no other node took over.';
const UNASKED = 'no node takes the address over; it is dark, unless its last master still answers for it';
/** Of a stretch that has an end. */
const OVER = 'no other node can be relied on: the next time this master fails, the address may stay dark';

/** The address was seen when its master should have been missed: the capture was not paused, its clock not set, and traffic had not ended. */
function isWitnessed({senders, questions}: AddressFacts, from: Mark, to: Mark, allowedNs: bigint): boolean {
  const missedAt = from.at + allowedNs;
  const isLate = (first: Mark, last: Mark) => last.at >= missedAt && isBefore(first, to);
  return (
    questions.some(asked => isLate(asked, asked)) ||
    senders.some(({runs}) => runs.some(({first, last}) => isLate(first, last)))
  );
}
