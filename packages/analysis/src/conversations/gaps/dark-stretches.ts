/**
 * The gaps among the questions, as facts.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import type {Mark} from '../../capture/mark.js';
import {type Outage, outageBounds} from '../../outages/outage.js';
import type {DarkStretch, LateAnswers, ServiceName, ServiceStretch} from '../facts.js';
import type {Losses, QuestionFold, Settled} from './question-fold.js';

/** What an address answered: nothing, no more than requests for its MAC, or services. */
export type Answering = 'nothing' | 'requests for its MAC' | 'services';

/** One request for the MAC is lost now and then; those that ask again after a second (RFC 4861 §10) in vain show an outage. Nanoseconds. */
const RESOLVING_NS = 1_000_000_000;

/** The gaps of the address. Beside an answer, questions of kinds that are never answered do not make a gap. */
export function darkOfAll(
  fold: QuestionFold | undefined,
  clock: CaptureClock,
  answering: Answering,
): DarkStretch[] {
  const gaps = (fold?.gaps() ?? []).filter(
    ([gap, losses]) => isEvidence(gap, losses, answering) || gap.lastBefore === undefined,
  );
  return gaps.map(([gap, losses]) => darkOf(gap, losses, clock));
}

/** The gaps of one asker: one that asks only for what never answers misses nothing. */
export function darkOfOne(
  fold: QuestionFold | undefined,
  clock: CaptureClock,
  answering: Answering,
): DarkStretch[] {
  const gaps = (fold?.gaps() ?? []).filter(([gap, losses]) => isEvidence(gap, losses, answering));
  return gaps.map(([gap, losses]) => darkOf(gap, losses, clock));
}

/** Whether any of it would have been answered: a SYN to a port that never answers shows nothing. */
function isEvidence(gap: Outage<Settled>, losses: Losses, answering: Answering): boolean {
  if (answering === 'nothing' || isOfServed(gap, losses)) return true;
  return answering !== 'services' && !areOpenings(gap, losses);
}

/** Whether none belongs to a connection that is open: that was answered, if not in this capture. */
function areOpenings({lost}: Outage<Settled>, {opening, resolving}: Losses): boolean {
  return opening + resolving === lost;
}

/** Whether any of it was answered, before or after. */
function isOfServed({lost}: Outage<Settled>, losses: Losses): boolean {
  const {kinds, resolving, resolvingFromNs, resolvingToNs} = losses;
  if (losses.isOfServed || kinds?.some(({wasServed}) => wasServed) === true) return true;
  return resolving === lost || resolvingToNs - resolvingFromNs >= RESOLVING_NS;
}

/** The gaps of a service. */
export function serviceStretches(fold: QuestionFold | undefined, clock: CaptureClock): ServiceStretch[] {
  return (fold?.gaps() ?? []).map(([gap, losses]) => {
    const {opening, refused} = losses;
    return {...stretchOf(gap, losses, clock), opening, refused};
  });
}

function darkOf(gap: Outage<Settled>, losses: Losses, clock: CaptureClock): DarkStretch {
  const {kinds} = losses;
  // A request for a MAC does not ask a service, and kinds that share a place cannot be told apart.
  const areServices = kinds?.every(({isService}) => isService) === true;
  const services = areServices ? kinds.map(({protocol, port}): ServiceName => ({protocol, port})) : undefined;
  return {...stretchOf(gap, losses, clock), ...(services === undefined ? {} : {services})};
}

function stretchOf(outage: Outage<Settled>, losses: Losses, clock: CaptureClock): DarkStretch {
  const askedIn = ({sentNs, frame}: Settled): Mark => clock.mark(sentNs, frame);
  const answerOf = ({answeredNs, answerFrame, sentNs}: Settled): Mark =>
    clock.mark(Number.isNaN(answeredNs) ? sentNs : answeredNs, answerFrame);
  const {lastBefore, firstLost, lastLost, firstAfter, lost} = outage;
  const isLate = lost === 1 && firstLost.fate !== 'refused' && !Number.isNaN(firstLost.answeredNs);
  return {
    ...(lastBefore === undefined ? {} : {lastAnswer: answerOf(lastBefore), lastAsked: askedIn(lastBefore)}),
    firstUnanswered: askedIn(firstLost),
    lastUnanswered: askedIn(lastLost),
    questions: lost,
    ...(losses.late === 0 ? {} : {late: lateOf(losses)}),
    ...(isLate ? {lateAnswer: answerOf(firstLost)} : {}),
    ...(firstAfter === undefined ? {} : {firstAnswer: answerOf(firstAfter), nextAsked: askedIn(firstAfter)}),
    ...(losses.streamed === lost ? {isStreamed: true} : {}),
    bounds: outageBounds(outage),
  };
}

function lateOf({late, lateLeastNs, lateMostNs}: Losses): LateAnswers {
  return {answers: late, leastNs: BigInt(Math.round(lateLeastNs)), mostNs: BigInt(Math.round(lateMostNs))};
}
