/**
 * The outcome of a lesson. Pure.
 *
 * @module
 */

import type {ExpectedEvent, Timeline, TurnedOutEvent} from '@vip/analysis';

/** The outcome of a lesson. */
export interface LessonReport {
  readonly name: string;
  readonly expectations: readonly ExpectedEvent[];
  /** What was predicted, beside what was measured. */
  readonly predictions: readonly TurnedOutEvent[];
  /** Whether there were expectations and all of them held. */
  readonly held: boolean;
}

/** The report on a lesson's timeline, complete or not. */
export function reportLesson(timeline: Timeline): LessonReport {
  const expectations = timeline.select('expected');
  return {
    name: timeline.select('lesson')[0]?.name ?? '',
    expectations,
    predictions: timeline.select('turned-out'),
    held: expectations.length > 0 && expectations.every(({held}) => held),
  };
}
