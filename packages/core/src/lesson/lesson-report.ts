/**
 * What a lesson came to. Pure.
 *
 * @module
 */

import type {ExpectedEvent, Timeline} from '@vip/analysis';

/** What a lesson came to. */
export interface LessonReport {
  readonly name: string;
  readonly expectations: readonly ExpectedEvent[];
  /** Whether there was something to expect, and all of it was so. */
  readonly held: boolean;
}

/** The report on a lesson's timeline, complete or not. */
export function reportLesson(timeline: Timeline): LessonReport {
  const expectations = timeline.select('expected');
  return {
    name: timeline.select('lesson')[0]?.name ?? '',
    expectations,
    held: expectations.length > 0 && expectations.every(({held}) => held),
  };
}
