/**
 * A router that was captured on both sides: an outage where it has clients, in the light of what is said of the address in its own network.
 * What was not answered there either has one cause, and one verdict. What was is the router's own fault. Pure.
 *
 * @module
 */

import {sum} from '../../collections/sum.js';
import type {DarkStretch, Sender} from '../../conversations/facts.js';
import {type Finding, framesOf} from '../../findings/finding.js';
import {clause} from '../../findings/sentence.js';
import type {AddressFacts} from '../facts.js';
import type {Handover} from '../handovers/handover.js';
import {isBefore, overlaps} from '../scope.js';
import {type Draft, finding, type VerdictName} from '../verdict.js';
import {framesSpoken} from '../words/frame-naming.js';
import {placeText} from '../words/place-text.js';
import {RECOVERED} from './asked-alone.js';
import {routersBefore, routersText} from './behind-router.js';
import {outageText} from './outage-text.js';
import type {OtherSide, Steady} from './steady-case.js';

type Given = Pick<Steady, 'address' | 'beyond' | 'capture'>;

/** The draft about an outage, or what the address's own network shows in its place. @param askers those that missed something */
export function acrossRouter(
  given: Given,
  draft: Draft,
  dark: DarkStretch,
  askers: readonly Sender[] = given.address.senders,
): Draft {
  return passedOn(given, dark, askers) ?? ofRouter(given, dark, askers)?.(draft) ?? draft;
}

/** Its questions were forwarded, and not answered in the address's own network either. */
export function passedOn(
  {address, beyond}: Pick<Given, 'address' | 'beyond'>,
  dark: DarkStretch,
  askers: readonly Sender[],
): Draft | undefined {
  for (const side of beyond) {
    const there = sameThere(side.address, askers, dark);
    if (there !== undefined) return toldThere(address, side, there, dark);
  }
  return undefined;
}

interface Same {
  /** Absent where the router translates the addresses of its clients. */
  readonly sender?: Sender;
  readonly dark: DarkStretch;
}

/** The stretch in which the forwarded questions were not answered. */
function sameThere(
  {senders, dark: whole}: AddressFacts,
  askers: readonly Sender[],
  dark: DarkStretch,
): Same | undefined {
  let isKnown = false;
  for (const asker of askers) {
    const sender = senders.find(({ip, mac}) => ip === asker.ip && mac !== asker.mac);
    if (sender === undefined) continue;
    isKnown = true;
    const missed = longest(darkOf(asker).filter(one => overlaps(one, dark)));
    const same = darkOf(sender).find(
      one => missed !== undefined && overlaps(one, missed) && 2 * one.questions > missed.questions,
    );
    if (same !== undefined) return {sender, dark: same};
  }
  const translated = isKnown ? undefined : whole.find(one => isCovered(dark, one));
  return translated && {dark: translated};
}

/** Whether all of it lies between the answers before and after the other one. */
function isCovered({firstUnanswered, lastUnanswered}: DarkStretch, {lastAnswer, firstAnswer}: DarkStretch) {
  return (
    (lastAnswer === undefined || lastAnswer.at <= firstUnanswered.at + NEAR_NS) &&
    (firstAnswer === undefined || lastUnanswered.at <= firstAnswer.at + NEAR_NS)
  );
}

/** Longest time in which a router forwards a packet. Nanoseconds. */
const NEAR_NS = 100_000_000n;

/** Those of all its questions first. */
function darkOf({dark, asked}: Sender): DarkStretch[] {
  return [...dark, ...asked.flatMap(one => one.dark)];
}

function longest(all: readonly DarkStretch[]): DarkStretch | undefined {
  return all.reduce<DarkStretch | undefined>(
    (most, one) => (most === undefined || one.questions > most.questions ? one : most),
    undefined,
  );
}

function toldThere(address: AddressFacts, side: OtherSide, there: Same, dark: DarkStretch): Draft {
  const frames = [dark.lastAnswer, dark.firstUnanswered, dark.firstAnswer];
  const place = placeText(side.address);
  const asked = framesSpoken(there.dark.firstUnanswered, there.dark.lastUnanswered);
  const passed =
    there.sender === undefined
      ? `Its answers come through ${routersText(routersBefore(address))}, and${place}, nobody was answered then either (${asked})`
      : `What was asked came through ${routersText(routersBefore(address))} (${asked}${place}), and was not answered there either`;
  const words = `${outageText(dark)}. ${passed}`;
  const cause = causeThere(side, there);
  if (cause?.handover !== undefined && (cause.code === 'HEALTHY' || cause.code === 'CANNOT_TELL')) {
    const {to, frame} = cause.handover;
    const why = `the address changed owner there, to ${to} (frame ${frame})`;
    const judged = cause.code === 'HEALTHY' ? ', as it should' : ', and the verdict on that is CANNOT_TELL';
    return finding(cause.code, `${words}: ${why}${judged}.`, frames, storyOf(place));
  }
  const verdict = cause === undefined ? '' : `: the verdict there is ${cause.code}`;
  const code = cause?.code === 'CANNOT_TELL' ? cause.code : 'OUTAGE';
  return {
    ...finding(code, `${words}${verdict}.`, frames, storyOf(place)),
    ...(dark.firstAnswer === undefined ? {} : {consequence: RECOVERED}),
  };
}

function storyOf(place: string): string {
  return `The story of the address${place} says why.`;
}

/** The verdict on a stretch: that on the change of owner that explains it, or on the stretch itself. */
function causeThere(
  {address, handovers, findings}: OtherSide,
  {sender, dark}: Same,
): {readonly code: VerdictName; readonly handover?: Handover} | undefined {
  const isNear = (one: DarkStretch | undefined) => one !== undefined && overlaps(one, dark);
  const move = handovers.find(
    ({handover}) =>
      isNear(handover.dark) ||
      [...handover.senders, ...handover.outlived].some(one => one.sender === sender && isNear(one.dark)),
  );
  if (move !== undefined) return {code: move.finding.code, handover: move.handover};
  const own = [...address.dark, ...(sender === undefined ? [] : darkOf(sender))].filter(isNear);
  const isAbout = (found: Finding<VerdictName>) =>
    own.some(({firstUnanswered}) => framesOf(found).includes(firstUnanswered.frame));
  const found = findings.find(isAbout);
  return found && {code: found.code};
}

/** The router's own fault, added to a draft; undefined if the address's own network does not show it. */
export function ofRouter(
  {address, beyond, capture}: Given,
  dark: DarkStretch,
  askers: readonly Sender[],
): ((draft: Draft) => Draft) | undefined {
  const missing = askers.filter(asker => darkOf(asker).some(one => overlaps(one, dark)));
  for (const {address: there} of beyond) {
    // One of several captures may end before the others.
    const isWhole = capture.nameOf === undefined || isSeenThroughout(there, dark);
    const lost = isWhole ? lostAt(there, missing, dark) : undefined;
    if (lost === undefined) continue;
    const routers = routersText(routersBefore(address));
    const place = placeText(there);
    const words =
      lost === 'questions'
        ? `${routers} did not pass these questions on: they do not appear in the network of the address${place}`
        : `in the network of the address${place}, they were answered; ${routers} did not pass the answers on`;
    return draft => ({
      ...draft,
      evidence: `${clause(draft.evidence)}; ${words}.`,
      remedy: ROUTER_REMEDY,
      ...(dark.firstAnswer === undefined ? {consequence: UNTIL_ROUTER} : {consequence: RECOVERED}),
    });
  }
  return undefined;
}

function isSeenThroughout({first, last}: AddressFacts, {firstUnanswered, lastUnanswered}: DarkStretch) {
  return !isBefore(firstUnanswered, first) && !isBefore(last, lastUnanswered);
}

/** Most of the questions never got there, or most were answered there. */
function lostAt(
  {senders}: AddressFacts,
  missing: readonly Sender[],
  {questions}: DarkStretch,
): 'questions' | 'answers' | undefined {
  const pairs = missing.flatMap(asker => {
    const sender = senders.find(({ip, mac}) => ip === asker.ip && mac !== asker.mac);
    return sender === undefined ? [] : [{here: countsOf(asker), there: countsOf(sender)}];
  });
  const answered = sum(pairs, ({here, there}) => there.answered - here.answered);
  const absent = sum(pairs, ({here, there}) => here.settled - there.settled);
  const isMost = (count: number) => 4 * count >= 3 * questions;
  if (isMost(answered) === isMost(absent)) return undefined;
  return isMost(absent) ? 'questions' : 'answers';
}

function countsOf({asked}: Sender) {
  const own = asked.filter(({protocol}) => protocol !== 'neighbour');
  return {settled: sum(own, one => one.settled), answered: sum(own, one => one.answered)};
}

const ROUTER_REMEDY =
  'Check that router, not the address: its routes in both directions, what it filters (access lists, connection tracking), and whether it was up.';
const UNTIL_ROUTER = 'clients behind it get no answer until it passes everything on again';
