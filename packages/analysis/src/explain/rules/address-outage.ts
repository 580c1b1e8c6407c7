/**
 * A stretch in which nobody was answered, as a finding: what was asked, who was heard meanwhile, and where the questions went.
 *
 * @module
 */

import {isVirtualRouterMac, type MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import type {DarkStretch} from '../../conversations/facts.js';
import {counted} from '../../text/count-text.js';
import type {AddressFacts} from '../facts.js';
import {refreshPeriodNs, setsOf} from '../handovers/announcement-sets.js';
import {isBefore} from '../scope.js';
import {GRACE_NS, LONG_NS, MANY} from '../significance.js';
import {type Draft, finding} from '../verdict.js';
import {
  atOwner,
  isToUnseenMac,
  ofAliveOwner,
  ofServices,
  onlyServices,
  reachedDuring,
  toUnseenMac,
} from './asked-alone.js';
import {BEHIND_ROUTER, reported, routersBefore, routersText} from './behind-router.js';
import {heardDuring, isUnadvertised, signText} from './case.js';
import {beforeAnyClaim} from './dark-before-claims.js';
import {movedMeanwhile} from './moved-meanwhile.js';
import {outageText} from './outage-text.js';
import {pingsAlone, withAllWays} from './pings-alone.js';
import type {Steady} from './steady-case.js';
import {strayBefore} from './stray-frame.js';
import {hiddenTakeover, overText, ownerAt, tooSoon, withoutTakeover} from './takeover-unseen.js';
import {announcedElsewhere, inVainTo, mismatch} from './wiring.js';

export function ofAddress(given: Steady, dark: DarkStretch): Draft {
  const {firstUnanswered} = dark;
  const owner = ownerAt(given, dark);
  const frames = [dark.lastAnswer, firstUnanswered, dark.firstAnswer];
  const stray = owner === undefined ? undefined : strayBefore(given, owner, dark);
  if (stray !== undefined) return stray;
  const said = owner === undefined ? undefined : heardDuring(given, owner, dark);
  const elsewhere = announcedElsewhere(
    given.capture.addresses,
    given.address,
    undefined,
    firstUnanswered.at - LONG_NS,
  );
  if (elsewhere !== undefined) return mismatch(given.address, elsewhere, [firstUnanswered]);
  const only = onlyServices(dark);
  const asked = only === undefined ? outageText(dark) : `${outageText(dark)}; ${only}`;
  const words = `${asked}${reported(given.address, dark)}`;
  const unknown = beforeAnyClaim(given, dark, words);
  if (unknown !== undefined) return unknown;
  const reached = owner === undefined ? undefined : reachedDuring(given.address, owner, dark);
  if (reached !== undefined) return atOwner(words, reached, dark, frames);
  const hidden = hiddenTakeover(given, dark);
  const over = overText(given, dark);
  if (only !== undefined) {
    const later = `${tooSoon(given, dark)}${hidden === undefined ? '' : `, ${hidden}`}${hintsOf(given, owner, dark)}`;
    const found = ofServices(words, said, dark, later);
    return hidden === undefined ? found : {...found, consequence: over};
  }
  if (said !== undefined && dark.isStreamed !== true) {
    const heard = `, while ${owner} ${signText(said, 'sent elsewhere')}`;
    if (isToUnseenMac(given.address, dark))
      return toUnseenMac(`${words}${heard}`, dark, [...frames, said.mark]);
    if (owner !== undefined && !isVirtualRouterMac(owner))
      return ofAliveOwner(`${words}${heard}`, said, dark, frames);
    return finding('SWITCH_STALE', `${words}${heard}.`, [...frames, said.mark]);
  }
  const invalid = given.address.invalid.findLast(told => !isBefore(firstUnanswered, told));
  const toNobody = inVainTo(given.address, invalid);
  if (toNobody !== undefined) return toNobody;
  const routers = routersBefore(given.address);
  if (routers.length > 0) {
    const found = throughRouters(given, routers, words, dark);
    return over === undefined ? found : {...found, consequence: over};
  }
  const found = withoutSign(given, owner, dark, words);
  return over === undefined ? found : {...found, consequence: over};
}

/** Nothing but the questions shows anything. */
function withoutSign(given: Steady, owner: MacAddress | undefined, dark: DarkStretch, words: string): Draft {
  const sign = isGone(given, owner, dark) ? `; nothing about the address came from ${owner} since` : '';
  const hints = `${lateWords(given)}${sign}${hintsOf(given, owner, dark)}${pingsAlone(given.address, dark)}`;
  const text = `${words}, ${hiddenTakeover(given, dark) ?? withoutTakeover(given, dark)}${hints}.`;
  const frames = [dark.lastAnswer, dark.firstUnanswered, dark.firstAnswer];
  return withAllWays(given.address, dark, finding('OUTAGE', text, frames));
}

/** What happened as it began or ended. */
function hintsOf(given: Steady, owner: MacAddress | undefined, dark: DarkStretch): string {
  return `${wentOn(given, owner, dark)}${announcedAfter(given, owner, dark)}${movedMeanwhile(given, dark)}${masteredUnlisted(given, dark)}`;
}

/** That the owner itself sent something meanwhile, such as questions of its own. */
function wentOn({address}: Steady, owner: MacAddress | undefined, dark: DarkStretch): string {
  const {firstUnanswered, firstAnswer} = dark;
  const last = address.answers.findLast(
    ({mac, last: {at}, isForwarded}) =>
      mac === owner &&
      isForwarded !== true &&
      at - firstUnanswered.at >= LONG_NS &&
      (firstAnswer === undefined || at < firstAnswer.at),
  )?.last;
  return last === undefined
    ? ''
    : `; ${owner} went on sending from the address (last in frame ${last.frame})`;
}

/** A new master of a virtual router whose advertisements do not list its addresses (CARP): they may include this one. */
function masteredUnlisted({capture, address}: Steady, {firstUnanswered, firstAnswer}: DarkStretch): string {
  const unlisted = capture.routers.filter(
    ({network, addresses}) => network === address.network && addresses.length === 0,
  );
  const [last] = unlisted
    .flatMap(({protocol, id, masters}) => masters.slice(1).map(master => ({protocol, id, master})))
    .filter(
      ({master: {at}}) =>
        at > firstUnanswered.at - LONG_NS && (firstAnswer === undefined || at < firstAnswer.at),
    )
    .sort((a, b) => b.master.frame - a.master.frame);
  if (last === undefined) return '';
  const {protocol, id, master} = last;
  return `; ${master.router} became master of ${protocol} ${id} (frame ${master.frame}), and ${protocol} does not say of which addresses`;
}

/** Whether the owner was not heard from the first unanswered question to the end. */
function isGone(given: Steady, owner: MacAddress | undefined, dark: DarkStretch): boolean {
  const {firstAnswer, firstUnanswered} = dark;
  if (firstAnswer !== undefined || owner === undefined) return false;
  const rest = {from: firstUnanswered.at, to: given.capture.last?.at ?? firstUnanswered.at};
  return !isHeardSince(given.address, owner, firstUnanswered) && isUnadvertised(given, owner, rest);
}

/** What its own network shows, if that is captured as well, is added later. */
function throughRouters(
  given: Steady,
  routers: readonly MacAddress[],
  words: string,
  dark: DarkStretch,
): Draft {
  const frames = [dark.lastAnswer, dark.firstUnanswered, dark.firstAnswer];
  if (given.beyond.length > 0) return finding('OUTAGE', `${words}${lateWords(given)}.`, frames);
  const decide = routers.length === 1 ? 'which decides' : 'which decide';
  const followed = `whether the address moved, and whether the ${routers.length === 1 ? 'router' : 'routers'} followed`;
  const text = `${words}. Its answers come through ${routersText(routers)}, ${decide} for everything behind ${routers.length === 1 ? 'it' : 'them'}: ${followed}, can be seen on the address's own network only${lateWords(given)}.`;
  return finding('OUTAGE', text, frames, BEHIND_ROUTER);
}

/** That the owner announced the address as the outage ended: its machine, or the way to it, noticed something. */
function announcedAfter(
  {address: {announcements}}: Steady,
  owner: MacAddress | undefined,
  {lastUnanswered, firstAnswer}: DarkStretch,
): string {
  if (firstAnswer === undefined || owner === undefined || isVirtualRouterMac(owner)) return '';
  const own = announcements.filter(({mac}) => mac === owner);
  const end = {...firstAnswer, at: firstAnswer.at + GRACE_NS};
  const told = own.find(one => isBefore(lastUnanswered, one) && isBefore(one, end));
  if (told === undefined) return '';
  // One that was due anyway says nothing.
  if (refreshPeriodNs(setsOf(own.filter(one => !isBefore(told, one)))) !== undefined) return '';
  return `; as it ended, ${owner} announced it (frame ${told.frame}), as a bond does that fails over to another port, or a machine whose link is back`;
}

function isHeardSince({claimRuns, answers}: AddressFacts, mac: MacAddress, mark: Mark): boolean {
  return [...claimRuns, ...answers].some(run => run.mac === mac && isBefore(mark, run.last));
}

/** Late answers show that the machine is slow, but still there. */
function lateWords({address: {senders}}: Steady): string {
  const late = senders.flatMap(({asked}) => asked).reduce((sum, one) => sum + one.late, 0);
  return late < MANY
    ? ''
    : `; ${counted(late, 'answer')} came too late to count (more than 200 ms, or four times as long as usual)`;
}
