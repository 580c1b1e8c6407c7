/**
 * Services that did not answer while the address answered other questions: the address has an owner that can be reached.
 *
 * @module
 */

import {type Interval, merged, overlap} from '../../collections/intervals.js';
import {sum} from '../../collections/sum.js';
import type {DarkStretch, Sender, SentRun, ServiceStretch} from '../../conversations/facts.js';
import {isSameService} from '../../conversations/protocol.js';
import {isOfBlackholed} from '../handovers/session-fates.js';
import {isOutage} from '../outages/outage-threshold.js';
import {type Missed, type ServiceGap, serviceGaps} from '../outages/service-gaps.js';
import {overlaps} from '../scope.js';
import type {Draft} from '../verdict.js';
import {acrossRouter} from './across-router.js';
import {unlessStreamed} from './one-way.js';
import {draftOf, isRefused, type Outaged} from './service-draft.js';
import type {Steady} from './steady-case.js';

/** Services that did not answer at the same time, for the same reason. */
export interface ServiceOutage extends Outaged {
  readonly draft: Draft;
  readonly gaps: readonly ServiceGap[];
}

export function serviceOutages(given: Steady): ServiceOutage[] {
  const gaps = serviceGaps(given.address).filter(gap => isToldHere(given, gap));
  const groups: [ServiceGap, ...ServiceGap[]][] = [];
  for (const gap of gaps) {
    const group = groups.find(([first]) => isAlike(first, gap) && overlaps(first.dark, gap.dark));
    if (group === undefined) groups.push([gap]);
    else group.push(gap);
  }
  return groups.map(group => outageOf(given, group));
}

/**
 * Whether a gap is not part of an outage of the address or of one asker, which have verdicts of their own.
 */
function isToldHere(given: Steady, gap: ServiceGap): boolean {
  const {dark, missed} = gap;
  const {address, threshold, fates} = given;
  const isLeft = (one: DarkStretch, covers: readonly Interval[]) => {
    const covered = overlap(askedIn(one), merged(covers));
    if (covered === 0n) return isOutage(one, threshold);
    return one.bounds.leastNs - covered >= threshold.leastNs;
  };
  const whole = address.dark.map(askedIn);
  if (!isLeft(dark, whole)) return false;
  const served = missed.filter(
    ({sender, dark: own}) => !fates.some(fate => isOfBlackholed(fate, sender, own)),
  );
  if (served.length === 0) return false;
  const shown = served.filter(({dark: own}) => isOutage(own, threshold));
  const isHere = (one: Missed) => isLeft(one.dark, [...whole, ...cutOff(given, one, isOfItself(gap))]);
  return shown.length === 0 ? isOutage(together(dark, served), threshold) : shown.some(isHere);
}

/**
 * The part of a gap that its askers show together: if many ask once each, the questions of none of them show how long it lasted. The gap's
 * other questions may come from forged sources, which are never answered.
 */
function together(dark: ServiceStretch, missed: readonly Missed[]): DarkStretch {
  const ends = missed.flatMap(({dark: {firstUnanswered, lastUnanswered}}) => [
    firstUnanswered,
    lastUnanswered,
  ]);
  const [first, ...others] = ends.map(({at}) => at).sort((a, b) => (a < b ? -1 : 1));
  const leastNs = (others.at(-1) ?? 0n) - (first ?? 0n);
  const questions = sum(missed, ({dark: own}) => own.questions);
  return {...dark, questions, bounds: {leastNs}};
}

/**
 * When none of a sender's questions was answered, or it asked a MAC other than the owner's.
 *
 * @param isTold whether it counts if it asked for nothing else
 */
function cutOff({handovers}: Steady, {sender, dark: own}: Missed, isTold: boolean): Interval[] {
  const stories = handovers.flatMap(({senders}) => senders.filter(story => story.sender === sender));
  return [
    ...sender.dark.filter(dark => !isTold || !isSameStretch(dark, own)).map(askedIn),
    ...stories.flatMap(({stale, dark}) => [
      ...stale.map(sentIn),
      ...(dark === undefined ? [] : [askedIn(dark)]),
    ]),
  ];
}

/** If its only asker asked for nothing else, nothing shows that the service is to blame: an asker that is cut off would ping in vain as well. */
function isOfItself({service, isLone}: ServiceGap): boolean {
  return !isLone && service.protocol !== 'echo';
}

/** Whether the outage of one asker is reported as the service's. */
export function isToldAsService(told: readonly ServiceOutage[], sender: Sender, dark: DarkStretch): boolean {
  return told.some(({gaps}) =>
    gaps.some(
      gap =>
        isOfItself(gap) &&
        gap.missed.some(missed => missed.sender === sender && isSameStretch(missed.dark, dark)),
    ),
  );
}

/** Whether the two are the same stretch, in which only the service was asked. */
function isSameStretch(a: DarkStretch, b: DarkStretch): boolean {
  return (
    a.firstUnanswered.frame === b.firstUnanswered.frame &&
    a.lastUnanswered.frame === b.lastUnanswered.frame &&
    a.questions === b.questions
  );
}

function isAlike(a: ServiceGap, b: ServiceGap): boolean {
  return (
    a.isLone === b.isLone &&
    isRefused(a.dark) === isRefused(b.dark) &&
    a.dark.isStreamed === b.dark.isStreamed
  );
}

function outageOf(given: Steady, gaps: readonly [ServiceGap, ...ServiceGap[]]): ServiceOutage {
  const [first] = gaps;
  const worst = gaps.reduce(
    (most, gap) => (gap.dark.bounds.leastNs > most.dark.bounds.leastNs ? gap : most),
    first,
  );
  const services = gaps
    .map(({service}) => service)
    .filter((one, index, all) => all.findIndex(other => isSameService(one, other)) === index);
  const askers = [...new Set(gaps.flatMap(({missed}) => missed.map(({sender}) => sender)))];
  const outage = {gaps, services, worst, askers};
  return {
    draft: unlessStreamed(acrossRouter(given, draftOf(outage), worst.dark, askers), worst.dark),
    ...outage,
  };
}

/** From its first question to its last. */
function askedIn({firstUnanswered, lastUnanswered}: DarkStretch): Interval {
  return {from: firstUnanswered.at, to: lastUnanswered.at};
}

function sentIn({first, last}: SentRun): Interval {
  return {from: first.at, to: last.at};
}
