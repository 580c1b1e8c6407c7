/**
 * The gaps among the questions, as facts.
 *
 * @module
 */

import type {Mark} from '../mark.js';
import {outageBounds} from '../outage.js';
import type {OutageFold} from '../outage-fold.js';
import type {DarkStretch} from './facts.js';
import type {Question} from './question.js';

export function darkStretches(fold: OutageFold<Question> | undefined): DarkStretch[] {
  return (fold?.outages() ?? []).map(outage => {
    const {lastBefore, firstLost, lastLost, firstAfter, lost} = outage;
    return {
      ...(lastBefore === undefined ? {} : {lastAnswer: answerOf(lastBefore), lastAsked: askedIn(lastBefore)}),
      firstUnanswered: askedIn(firstLost),
      lastUnanswered: askedIn(lastLost),
      questions: lost,
      ...(lost === 1 && firstLost.answeredAt !== undefined ? {lateAnswer: answerOf(firstLost)} : {}),
      ...(firstAfter === undefined
        ? {}
        : {firstAnswer: answerOf(firstAfter), nextAsked: askedIn(firstAfter)}),
      bounds: outageBounds(outage),
    };
  });
}

function askedIn({sentAt: at, frame}: Question): Mark {
  return {at, frame};
}

function answerOf({answeredAt, answerFrame, sentAt}: Question): Mark {
  return {at: answeredAt ?? sentAt, frame: answerFrame};
}
