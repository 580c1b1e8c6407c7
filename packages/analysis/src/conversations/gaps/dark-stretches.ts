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

/** The gaps of the address. After an answer, questions of kinds that are never answered do not make a gap. */
export function darkOfAll(fold: QuestionFold | undefined, clock: CaptureClock): DarkStretch[] {
  const gaps = (fold?.gaps() ?? []).filter(
    ([{lastBefore}, losses]) => lastBefore === undefined || isOfServed(losses),
  );
  return gaps.map(([gap, losses]) => darkOf(gap, losses, clock));
}

/**
 * The gaps of one asker: one that asks only for what never answers misses nothing.
 *
 * @param isServedElsewhere whether the address answered anybody
 */
export function darkOfOne(
  fold: QuestionFold | undefined,
  clock: CaptureClock,
  isServedElsewhere: boolean,
): DarkStretch[] {
  const gaps = (fold?.gaps() ?? []).filter(([, losses]) => !isServedElsewhere || isOfServed(losses));
  return gaps.map(([gap, losses]) => darkOf(gap, losses, clock));
}

/** Whether any of it was answered, before or after. */
function isOfServed(losses: Losses): boolean {
  return losses.isOfServed || losses.kinds?.some(({wasServed}) => wasServed) === true;
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
    bounds: outageBounds(outage),
  };
}

function lateOf({late, lateLeastNs, lateMostNs}: Losses): LateAnswers {
  return {answers: late, leastNs: BigInt(Math.round(lateLeastNs)), mostNs: BigInt(Math.round(lateMostNs))};
}
