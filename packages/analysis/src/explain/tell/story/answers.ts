/**
 * Answers and outages in a story.
 *
 * @module
 */

import type {Mark} from '../../../capture/mark.js';
import {times} from '../../../text/count-text.js';
import type {JudgedServices} from '../../explanation.js';
import type {AddressFacts} from '../../facts.js';
import type {Handover} from '../../handovers/handover.js';
import {loneStretches, wholeStretches} from '../../outages/stretches.js';
import {who} from '../../rules/case.js';
import {lossText} from '../../rules/service-draft.js';
import {boundsText, darkText} from '../../words/dark-text.js';
import {servicesText} from '../../words/service-text.js';
import {limited, MOST, type StoryEvent, storyEvent} from './happening.js';

export function dark(address: AddressFacts): StoryEvent[] {
  return limited(wholeStretches(address), stretch =>
    storyEvent(
      stretch.firstUnanswered,
      `${darkText(stretch)} (the outage: ${boundsText(stretch)})`,
      stretch.lastUnanswered.frame,
    ),
  );
}

/** Each answer is mentioned once, even if another handover follows before anything is answered again. */
export function answers(address: AddressFacts, changes: readonly Handover[]): StoryEvent[] {
  const told = new Map<number, StoryEvent>();
  const tell = (mark: Mark | undefined, text: string) => {
    if (mark !== undefined && !told.has(mark.frame)) told.set(mark.frame, storyEvent(mark, text));
  };
  for (const {lastOld, firstNew, from, to} of changes.slice(0, MOST)) {
    tell(lastOld, `last answer of ${from}`);
    tell(firstNew, `first answer of ${to}`);
  }
  for (const {lastAnswer, firstAnswer} of wholeStretches(address).slice(0, MOST)) {
    tell(lastAnswer, 'last answer before that');
    tell(firstAnswer, 'answered again');
  }
  return [...told.values()];
}

/** Senders without an answer while others were answered. */
export function askersAlone(address: AddressFacts): StoryEvent[] {
  const alone = loneStretches(address).filter(({dark: {questions}}) => questions > 1);
  return limited(alone, ({sender, dark: stretch}) =>
    storyEvent(
      stretch.firstUnanswered,
      `for ${who([sender])} ${darkText(stretch)} (the outage: ${boundsText(stretch)})`,
      stretch.lastUnanswered.frame,
    ),
  );
}

/** Services that were dark while others were served. */
export function servicesDarkAlone(services: readonly JudgedServices[]): StoryEvent[] {
  const gaps = services.flatMap(({outage}) => outage.gaps).filter(({dark: {questions}}) => questions > 1);
  return limited(gaps, ({service, dark: stretch, missed, isLone}) => {
    const whom = isLone ? ` for ${who(missed.map(({sender}) => sender))}` : '';
    return storyEvent(
      stretch.firstUnanswered,
      `${servicesText([service])}:${whom} ${darkText(stretch)} (the outage: ${boundsText(stretch)}; ${lossText(service, stretch)})`,
      stretch.lastUnanswered.frame,
    );
  });
}

export function refusals({refusals: all}: AddressFacts): StoryEvent[] {
  return limited(all, ({at, frame, by, to, reason, count}) =>
    storyEvent({at, frame}, `${by} tells ${to}: ${reason}${count === 1 ? '' : `, ${times(count)}`}`),
  );
}

/** Several senders at once, or one that asks often, take one line. */
export function unansweredQuestions({questions, tenures, answers: given}: AddressFacts): StoryEvent[] {
  const [first] = questions;
  if (tenures.length > 0 || given.length > 0 || first === undefined) return [];
  const last = questions.at(-1) ?? first;
  return [storyEvent(first, `asked for ${times(questions.length)}, without an answer`, last.frame)];
}
