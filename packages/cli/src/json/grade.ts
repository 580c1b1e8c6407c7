/**
 * @module
 */

import {
  BOOLEAN,
  COUNT,
  field,
  listOf,
  NUMBER,
  object,
  optional,
  TEXT,
  untyped,
  wordsOf,
} from '@vip/analysis/internal/schema';
import type {CheckMark, ExerciseMarks, StudentMarks} from '@vip/core/internal';
import type {PrintingCommand} from './printed.js';

const MARK = object<CheckMark>('graded-check', {
  check: field(TEXT, 'kind of check'),
  expected: field(TEXT, 'what is expected'),
  held: field(BOOLEAN, 'whether it holds'),
  found: field(TEXT, 'what was found'),
  hint: optional(TEXT, "the course's hint, where it does not hold"),
  points: field(NUMBER, 'points given'),
  of: field(NUMBER, 'maximum points'),
});

const EXERCISE = object<ExerciseMarks>('graded-exercise', {
  name: field(TEXT, 'name of the exercise'),
  title: field(TEXT, 'its title'),
  points: field(NUMBER, 'points given'),
  of: field(NUMBER, 'maximum points'),
  script: field(TEXT, 'how the script ended'),
  said: optional(TEXT, 'the end of what it wrote to standard error'),
  marks: field(listOf(MARK), 'its checks'),
  failure: optional(TEXT, 'why it could not be graded'),
});

export const GRADE_RECORDS: PrintingCommand = {
  command: 'vip grade --json',
  about: 'A `graded` for each student, in the order of their names; then a `summary`.',
  objects: [
    {
      kind: 'graded',
      means: 'the marks of a student',
      shape: object<StudentMarks & {kind: string}>('graded', {
        kind: field(wordsOf('graded'), 'what it is'),
        student: field(TEXT, 'name of the directory'),
        points: field(NUMBER, 'points given'),
        of: field(NUMBER, 'maximum points'),
        exercises: field(listOf(EXERCISE), 'the exercises, in the order of the course'),
      }),
    },
    {
      kind: 'summary',
      means: 'printed last',
      shape: untyped('grade-summary', {
        kind: field(wordsOf('summary'), 'what it is'),
        students: field(COUNT, 'students graded'),
        notGraded: field(COUNT, 'exercises that could not be graded'),
      }),
    },
  ],
};
