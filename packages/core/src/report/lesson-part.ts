/**
 * The report on a lesson. Pure.
 *
 * @module
 */

import type {LessonEvent, Timeline} from '@vip/analysis';
import {reportLesson} from '../lesson/lesson-report.js';
import {cellMatrices} from './matrix.js';
import {measuredOf} from './measured.js';
import {plainRun, type ReportPart} from './part.js';
import {repeatOf} from './repeat.js';

export function lessonPart(timeline: Timeline, record: LessonEvent): ReportPart {
  const {held, expectations} = reportLesson(timeline);
  const run = plainRun(timeline, record);
  const matrices = cellMatrices(timeline);
  return {
    title: record.question,
    subtitle: `The lesson ${record.name}.`,
    verdict: {
      held,
      word: held ? 'As expected' : 'Not as expected',
      text: held
        ? 'Every expectation held.'
        : expectations.length === 0
          ? 'It ended before anything was shown.'
          : 'Not everything was as expected.',
    },
    run,
    stories: [],
    matrices,
    tables: timeline
      .select('table')
      .filter(({repeatsCells}) => matrices.length === 0 || repeatsCells !== true)
      .map(({title, columns, rows}) => ({title, columns, rows})),
    told: timeline.select('told').map(({text}) => text),
    measured: measuredOf(timeline, record),
    ...repeatOf(record),
  };
}
