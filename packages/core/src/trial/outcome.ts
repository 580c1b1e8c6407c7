/**
 * A series of trials and its outcome, from which every view of it is made.
 *
 * @module
 */

import type {Bounds} from '@vip/analysis';
import {counted, worstBy} from '@vip/analysis/internal';
import type {Criteria} from './criteria.js';
import {failureText} from './failure-text.js';
import {isHeld, type Judgement} from './judgement.js';
import {judgementText} from './judgement-words.js';
import {longestOutage, type TrialReport} from './trial-report.js';

export interface SeriesOutcome {
  /** Its name among the series of a scenario. */
  readonly name?: string;
  readonly reports: readonly TrialReport[];
  readonly judgement: Judgement;
  readonly criteria: Criteria;
  /** Why its last run could not be made or completed; in that run's report as well, if it began. */
  readonly failure?: {readonly message: string} | undefined;
}

export type Answer = 'held' | 'failed' | 'not measured';

/** An exceeded limit counts even if something else was not measured; a series without its last run is not complete. */
export function answerOf(outcome: SeriesOutcome): Answer {
  const {judgement} = outcome;
  if (failureOf(outcome) !== undefined) return 'not measured';
  if (!isHeld(judgement)) return 'failed';
  return judgement.isMeasured ? 'held' : 'not measured';
}

/** The same in one or more sentences; empty without criteria. */
export function answerText(outcome: SeriesOutcome): string {
  const failure = failureOf(outcome);
  if (failure !== undefined) return `Not measured: ${failureText(failure)}`;
  return answerOf(outcome) === 'not measured'
    ? 'Not measured: an outage had not ended.'
    : judgedText(outcome);
}

/** The judgement; empty without criteria, or if not everything was measured: then nothing is known to have held. */
export function judgedText(outcome: SeriesOutcome): string {
  return answerOf(outcome) === 'not measured' ? '' : judgementText(outcome.judgement, outcome.criteria);
}

function failureOf({failure, reports}: SeriesOutcome): SeriesOutcome['failure'] {
  return failure ?? reports.at(-1)?.failure;
}

/** The run with the longest outage; undefined if none was measured. */
export function worstRun(reports: readonly TrialReport[]): TrialReport | undefined {
  return worstBy(
    reports.filter(({observers}) => observers.length > 0),
    longestOutage,
  );
}

/** The longest outage of all runs and observers. */
export function longestOf({reports}: Pick<SeriesOutcome, 'reports'>): Bounds | undefined {
  const worst = worstRun(reports);
  return worst && longestOutage(worst);
}

/** The last object of a scenario. */
export interface ScenarioObject {
  readonly kind: 'scenario';
  readonly cells: readonly {readonly name: string; readonly answer: Answer; readonly text: string}[];
}

export function scenarioObject(outcomes: readonly SeriesOutcome[]): ScenarioObject {
  const cells = outcomes.map(outcome => ({
    name: outcome.name ?? '',
    answer: answerOf(outcome),
    text: answerText(outcome),
  }));
  return {kind: 'scenario', cells};
}

/** `6 trials, 1 failed, 1 not measured`. */
export function countedAnswers(outcomes: readonly SeriesOutcome[]): string {
  const answers = outcomes.map(answerOf);
  const numbers = (['failed', 'not measured'] as const).map(answer => ({
    answer,
    count: answers.filter(one => one === answer).length,
  }));
  return [
    counted(outcomes.length, 'trial'),
    ...numbers.filter(({count}) => count > 0).map(({answer, count}) => `${count} ${answer}`),
  ].join(', ');
}
