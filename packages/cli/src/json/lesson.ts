/**
 * @module
 */

import {BOOLEAN, EVENT_SHAPES, field, listOf, object, TEXT, untyped, wordsOf} from '@vip/analysis/schema';
import type {LessonReport} from '@vip/core';
import type {PrintingCommand} from './printed.js';

const LESSON_SUMMARY = object<LessonReport & {kind: string; moral: readonly string[]}>('lesson-summary', {
  kind: field(wordsOf('summary'), 'what it is'),
  name: field(TEXT, 'name of the lesson'),
  expectations: field(listOf(EVENT_SHAPES.expected), 'expectations, as printed'),
  held: field(BOOLEAN, 'whether all expectations held'),
  moral: field(listOf(TEXT), 'conclusions, line by line'),
});

const LISTED = untyped('listed-lesson', {
  kind: field(wordsOf('listed-lesson'), 'what it is'),
  name: field(TEXT, 'name of the lesson'),
  question: field(TEXT, 'question that it answers'),
  takes: field(TEXT, 'how long it takes, in words'),
});

export const LESSON: PrintingCommand = {
  command: 'vip lesson --json',
  about:
    'With a name: every event as it arrives ([below](#events)), then a `summary`; `--out DIR` saves both, as ' +
    '`timeline.jsonl` and `summary.json`. Without one: the lessons.',
  objects: [
    {kind: 'summary', means: 'printed last, with a name', shape: LESSON_SUMMARY},
    {kind: 'listed-lesson', means: 'without a name: one for each lesson', shape: LISTED},
  ],
};
