/**
 * From facts to handovers: each change of an address's owner, and the reaction of its neighbours. Pure.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import type {RouterFacts} from '../../claims/router-facts.js';
import type {Open} from '../../collections/open.js';
import {trimmed} from '../../collections/trimmed.js';
import type {Tenure} from '../claim-facts.js';
import type {AddressFacts} from '../facts.js';
import {isBefore, isWithin} from '../scope.js';
import {setsOf} from './announcement-sets.js';
import type {Handover, Handovers} from './handover.js';
import {type Start, startsOf} from './handover-starts.js';
import {explainedBy, outlivedBy, senderStories} from './sender-stories.js';
import {settleTenures} from './tenures.js';
import {toldAnswers} from './told-answers.js';

/** @param now while the capture goes on. Nanoseconds */
export function handoversOf(
  facts: AddressFacts,
  routers: readonly RouterFacts[],
  proxies: ReadonlySet<MacAddress> = new Set(),
  now?: bigint,
): Handovers {
  const {tenures, asides} = settleTenures(facts, routers, proxies, now);
  const {starts, disputes} = startsOf(facts, routers, tenures);
  const handovers = starts.map((start, index) => {
    const until = starts[index + 1];
    const own = disputes.filter(dispute => isWithin(dispute, start, until));
    const isReturn = start.how === 'returned' || hadItBefore(start, starts.slice(0, index));
    return describe(facts, start, until, own, isReturn);
  });
  return {handovers, first: tenures[0], asides};
}

function hadItBefore({mac, toRouter}: Start, before: readonly Start[]): boolean {
  return before.some(({from, fromRouter}) =>
    toRouter === undefined ? from === mac : fromRouter === toRouter,
  );
}

function describe(
  facts: AddressFacts,
  start: Start,
  until: Start | undefined,
  disputes: readonly Tenure[],
  isReturn: boolean,
): Handover {
  const {at, frame, mac: to, how, by, from, keepsMac = false, fromRouter, toRouter, role} = start;
  const announcements = facts.announcements.filter(told => told.mac === to && isWithin(told, start, until));
  const senders = facts.senders.flatMap(sender => senderStories(facts, sender, start, until));
  const lastOld = from === undefined || keepsMac ? undefined : lastAnswer(facts, from, until);
  const firstNew = keepsMac ? undefined : firstAnswer(facts, to, start, until);
  const dark = explainedBy(facts.dark, start, until);
  const misled = misledBy(facts, from, start, until);
  const outlived = keepsMac ? facts.senders.flatMap(sender => outlivedBy(sender, start, until)) : [];
  // One literal and then what is optional: a flood makes ten thousands of these, and spread literals take three times the memory.
  const handover: Open<Handover> = {
    at,
    frame,
    to,
    how,
    by,
    asTenure: start,
    isReturn,
    announcements: trimmed(announcements),
    sets: trimmed(setsOf(announcements)),
    senders: trimmed(senders),
    disputes: trimmed(disputes),
    keepsMac,
    misled,
    outlived: trimmed(outlived),
  };
  if (from !== undefined) handover.from = from;
  if (fromRouter !== undefined) handover.fromRouter = fromRouter;
  if (toRouter !== undefined) handover.toRouter = toRouter;
  if (role !== undefined) handover.role = role;
  if (until !== undefined) handover.until = {at: until.at, frame: until.frame};
  if (lastOld !== undefined) handover.lastOld = lastOld;
  if (firstNew !== undefined) handover.firstNew = firstNew;
  if (dark !== undefined) handover.dark = dark;
  return handover;
}

/** Senders that were told the old owner's MAC after the new one was announced, by a late answer or one in flight. */
function misledBy(
  facts: AddressFacts,
  from: MacAddress | undefined,
  start: Mark,
  until: Mark | undefined,
): ReadonlySet<IpAddress> {
  const misled = toldAnswers(facts).filter(told => told.mac === from && isWithin(told, start, until));
  return misled.length === 0 ? NOBODY : new Set(misled.map(({asker}) => asker));
}

const NOBODY: ReadonlySet<IpAddress> = new Set();

/** The old owner's last answer before the new one's first. */
function lastAnswer({answers}: AddressFacts, mac: MacAddress, until: Mark | undefined): Mark | undefined {
  return answers
    .filter(run => run.mac === mac && (until === undefined || isBefore(run.first, until)))
    .findLast(({lastAnswer: last}) => last !== undefined)?.lastAnswer;
}

function firstAnswer(
  {answers}: AddressFacts,
  mac: MacAddress,
  start: Mark,
  until: Mark | undefined,
): Mark | undefined {
  return answers.find(
    run => run.mac === mac && run.firstAnswer !== undefined && isWithin(run.firstAnswer, start, until),
  )?.firstAnswer;
}
