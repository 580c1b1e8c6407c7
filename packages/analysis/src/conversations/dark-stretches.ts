/**
 * The gaps among the questions, as facts.
 *
 * @module
 */

import type {CaptureClock} from '../capture-clock.js';
import type {Mark} from '../mark.js';
import {outageBounds} from '../outage.js';
import type {OutageFold} from '../outage-fold.js';
import type {DarkStretch} from './facts.js';
import type {Question} from './question.js';

export function darkStretches(fold: OutageFold<Question> | undefined, clock: CaptureClock): DarkStretch[] {
  const askedIn = ({sentNs, frame}: Question): Mark => clock.mark(sentNs, frame);
  const answerOf = ({answeredNs, answerFrame, sentNs}: Question): Mark =>
    clock.mark(Number.isNaN(answeredNs) ? sentNs : answeredNs, answerFrame);
  return (fold?.outages() ?? []).map(outage => {
    const {lastBefore, firstLost, lastLost, firstAfter, lost} = outage;
    return {
      ...(lastBefore === undefined ? {} : {lastAnswer: answerOf(lastBefore), lastAsked: askedIn(lastBefore)}),
      firstUnanswered: askedIn(firstLost),
      lastUnanswered: askedIn(lastLost),
      questions: lost,
      ...(lost === 1 && !Number.isNaN(firstLost.answeredNs) ? {lateAnswer: answerOf(firstLost)} : {}),
      ...(firstAfter === undefined
        ? {}
        : {firstAnswer: answerOf(firstAfter), nextAsked: askedIn(firstAfter)}),
      bounds: outageBounds(outage),
    };
  });
}
