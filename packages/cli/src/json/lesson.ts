/**
 * @module
 */

import {
  BOOLEAN,
  EVENT_SHAPES,
  field,
  listOf,
  object,
  optional,
  TEXT,
  untyped,
  wordsOf,
} from '@vip/analysis/internal/schema';
import type {LessonReport} from '@vip/core/internal';
import type {PrintingCommand} from './printed.js';

const LESSON_SUMMARY = object<LessonReport & {kind: string; moral: readonly string[]}>('lesson-summary', {
  kind: field(wordsOf('summary'), 'what it is'),
  name: field(TEXT, 'name of the lesson'),
  expectations: field(listOf(EVENT_SHAPES.expected), 'expectations, as printed'),
  predictions: field(
    listOf(EVENT_SHAPES['turned-out']),
    'with `--predict`: each prediction that can be compared, beside what was measured',
  ),
  held: field(BOOLEAN, 'whether all expectations held'),
  moral: field(listOf(TEXT), 'conclusions, line by line'),
});

const QUESTION = untyped('lesson-question', {
  name: field(TEXT, 'name, for `--predict`'),
  answer: field(wordsOf('yes-no', 'some-of', 'address', 'duration', 'words'), 'kind of answer'),
  of: optional(listOf(TEXT), 'the words of `some-of`'),
});

const LISTED = untyped('listed-lesson', {
  kind: field(wordsOf('listed-lesson'), 'what it is'),
  name: field(TEXT, 'name of the lesson'),
  question: field(TEXT, 'question that it answers'),
  takes: field(TEXT, 'how long it takes, in words'),
  questions: field(listOf(QUESTION), 'where it asks for a prediction, in that order'),
});

export const LESSON_JSON: PrintingCommand = {
  command: 'vip lesson --json',
  about:
    'With a name: every event as it arrives ([below](#events)), then a `summary`; `--out DIR` saves both, as ' +
    '`timeline.jsonl` and `summary.json`. Without one: the lessons.',
  objects: [
    {kind: 'summary', means: 'printed last, with a name', shape: LESSON_SUMMARY},
    {kind: 'listed-lesson', means: 'without a name: one for each lesson', shape: LISTED},
  ],
};
