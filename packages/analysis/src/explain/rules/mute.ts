/**
 * The right MAC, but no answer: the services alone, the owner, or the switch is to blame.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import {sum} from '../../collections/sum.js';
import type {DarkStretch, SentRun, ServiceName} from '../../conversations/facts.js';
import {isSameService} from '../../conversations/protocol.js';
import {identifierAt} from '../../conversations/udp/readers.js';
import {LATE_NS} from '../../outages/outage.js';
import {formatDuration} from '../../text/duration-text.js';
import {isOfBlackholed} from '../handovers/session-fates.js';
import {isBefore, isWithin, overlaps} from '../scope.js';
import {IN_A_ROW, LONG_NS, MANY} from '../significance.js';
import {type Draft, finding} from '../verdict.js';
import {untilEnd} from '../words/open-end.js';
import {
  atOwner,
  isToUnseenMac,
  ofServices,
  onlyServices,
  reachedDuring,
  servicesAlone,
  toUnseenMac,
} from './asked-alone.js';
import {
  type Case,
  heardDuring,
  isUnadvertised,
  runsTo,
  type Sign,
  signText,
  type VerdictRule,
  who,
} from './case.js';

/** Retransmissions of TCP are as far apart as this after a few of them. Nanoseconds. */
const BACKED_OFF_NS = 3_000_000_000n;

/** The right MAC, but no answer: its owner is alive, or not. */
export const mute: VerdictRule = given => {
  const {handover} = given;
  for (const story of handover.senders) {
    const {dark, followed, runs} = story;
    // In a cooked capture, a sender that is never answered again may or may not have followed.
    if (dark === undefined || (followed === undefined && runs.some(({to}) => to !== undefined))) continue;
    // Where no frame shows the MAC, it may have followed long before it was answered.
    const begins = followed?.to === undefined ? handover : followed.first;
    if (isBefore(dark.lastUnanswered, begins)) continue;
    if (given.fates !== undefined && isOfBlackholed(given.fates, story.sender, dark)) continue;
    const since = isBefore(dark.firstUnanswered, begins) ? begins : dark.firstUnanswered;
    const missing = sum(
      runs.filter(({to}) => to === followed?.to),
      run => run.unanswered,
    );
    const lasts = dark.lastUnanswered.at - since.at;
    if (!isInVain(missing, lasts) && !(handover.keepsMac && isAfterAll(missing, lasts))) continue;
    const asker = who([story.sender]);
    const missed = {...dark, firstUnanswered: since};
    const there = signWhileDark(given, dark, missed);
    if (there !== undefined) {
      const words = `${asker} sent to ${handover.to}, the correct MAC, ${inVain(missed)}; ${onlyServices(dark)}`;
      return ofServices(words, there, missed);
    }
    return muteOwner(given, missed, asker);
  }
  return undefined;
};

/** Enough to be neither an accident nor the time that a new owner takes to start. */
function isInVain(questions: number, lasts: bigint): boolean {
  // A sender that backs off asks rarely, but is unanswered all the same.
  const isMany = questions >= MANY || (questions > 0 && lasts >= BACKED_OFF_NS);
  return isMany && lasts >= LONG_NS;
}

/** Nobody has to learn a virtual MAC but the switch, so a new master answers at once. */
function isAfterAll(questions: number, lasts: bigint): boolean {
  return questions >= IN_A_ROW && lasts >= LATE_NS;
}

const MISLED =
  'neighbours that followed that claim got no answer until another machine, or this one, served the address';

/** A sign of the new owner where its silence is one of services alone, and frames may well have reached it. */
function signWhileDark(given: Case, dark: DarkStretch, missed: DarkStretch): Sign | undefined {
  const mark = answeredOthers(given, dark);
  if (mark !== undefined) return {mark};
  return dark.services?.every(mayBelongToOld) === true ? signOf(given, missed) : undefined;
}

/** A tunnel, or a stream over UDP, belongs to the old owner: the new one does not know it, and need not say so. */
function mayBelongToOld({protocol, port}: ServiceName): boolean {
  return protocol === 'tunnel' || (protocol === 'udp' && identifierAt(port) === undefined);
}

/** Evidence that only services fell silent: the owner answered other questions in the meantime, so it can be reached. */
function answeredOthers({address, handover: {to}}: Case, dark: DarkStretch): Mark | undefined {
  const {lastUnanswered, firstUnanswered} = dark;
  if (servicesAlone(dark) === undefined) return undefined;
  const isDark = (asked: ServiceName) =>
    address.services
      .filter(service => isSameService(service, asked))
      .some(service => service.dark.some(one => !isBefore(one.lastUnanswered, lastUnanswered)));
  if (dark.services?.every(isDark) !== true) return undefined;
  const meanwhile = runsTo(address.senders, to)
    .flatMap(({firstAnswer, lastAnswer}) => [firstAnswer, lastAnswer])
    .find(answer => answer !== undefined && isWithin(answer, firstUnanswered, lastUnanswered));
  // What a sender was answered afterwards does not show that the owner was there before.
  const served = address.senders.filter(({dark: own}) => !own.some(one => overlaps(one, dark)));
  return meanwhile ?? runsTo(served, to).find(run => isAnsweredAround(run, dark))?.lastAnswer;
}

function isAnsweredAround(
  {firstAnswer, lastAnswer}: SentRun,
  {firstUnanswered, lastUnanswered}: DarkStretch,
): boolean {
  return (
    firstAnswer !== undefined &&
    lastAnswer !== undefined &&
    isBefore(firstAnswer, lastUnanswered) &&
    isBefore(firstUnanswered, lastAnswer)
  );
}

/** `without an answer for 7006 ms, to the end of the capture` */
function inVain(dark: DarkStretch): string {
  return `without an answer for ${inVainFor(dark)}`;
}

/** `7006 ms`, `7006 ms, to the end of the capture` */
function inVainFor(dark: DarkStretch): string {
  const {firstUnanswered, lastUnanswered, firstAnswer} = dark;
  const length = formatDuration((firstAnswer ?? lastUnanswered).at - firstUnanswered.at);
  return firstAnswer === undefined ? untilEnd(length, dark) : length;
}

/** Without its end, if that was the answer to another request for the MAC, and the address answered nobody else again. */
function toItsEnd({address}: Case, dark: DarkStretch): DarkStretch {
  if (!address.dark.some(one => one.firstAnswer === undefined && overlaps(one, dark))) return dark;
  const {firstAnswer: _, ...open} = dark;
  return open;
}

/** The last announcement of the new owner during this time, or the first other sign of it. */
function signOf(given: Case, dark: DarkStretch): Sign | undefined {
  const {to, announcements} = given.handover;
  // An announcement before that shows only that the owner was there then.
  const mark = announcements.findLast(
    told => !isBefore(dark.lastUnanswered, told) && isBefore(dark.firstUnanswered, told),
  );
  return mark === undefined ? heardDuring(given, to, dark) : {mark};
}

/**
 * Frames to the new owner were not answered. Whether the owner was heard shows where to look: a switch that sends the
 * frames elsewhere, or a machine that is gone.
 */
export function muteOwner(given: Case, dark: DarkStretch, asker: string): Draft {
  const {to} = given.handover;
  const {firstUnanswered, lastUnanswered} = dark;
  if (isToUnseenMac(given.address, dark)) {
    const missed = `${asker} had no answer for ${inVainFor(dark)} after ${to} took the address`;
    return toUnseenMac(missed, dark, [firstUnanswered, lastUnanswered]);
  }
  const frames = [firstUnanswered, lastUnanswered];
  const reached = reachedDuring(given.address, to, dark);
  if (reached !== undefined) {
    const whole = toItsEnd(given, dark);
    return atOwner(`${asker} sent to ${to} ${inVain(whole)}`, reached, whole, frames);
  }
  const said = signOf(given, dark);
  if (said === undefined) {
    const time = {from: firstUnanswered.at, to: lastUnanswered.at};
    const sign = isUnadvertised(given, to, time) ? '; nothing about it came from there meanwhile' : '';
    const words = `${asker} sent to ${to}, which had claimed the address, ${inVain(dark)}${sign}`;
    const consequence = dark.firstAnswer === undefined ? undefined : MISLED;
    return {...finding('OUTAGE', `${words}.`, frames), consequence};
  }
  const heard = `, although its owner ${signText(said, 'is there')}`;
  const words = `${asker} sent to ${to}, the correct MAC, ${inVain(dark)}${heard}`;
  return finding('SWITCH_STALE', `${words}.`, [...frames, said.mark]);
}
