/**
 * Arguments and options of `vip grade`.
 *
 * @module
 */

import {CSV, JOBS, SHEET, STUDENT} from '../options/grading.js';
import {jsonOption} from '../options/output.js';
import {define, type ValuesOf} from './define.js';

export const GRADE_JSON = jsonOption(
  'print the marks of each student, then the total, one JSON object per line',
);

export const GRADE = define({
  name: 'grade',
  summary: "run students' scripts, each in a lab of its own, and mark the results",
  description:
    'Runs the exercises of a course with the scripts that students handed in, and marks what is observed in the lab.',
  options: [CSV, STUDENT, JOBS, SHEET, GRADE_JSON],
  modes: [
    {
      call: 'vip grade --sheet',
      when: ({given}) => given(SHEET),
      reads: [SHEET],
      remedy: 'leave one of them out',
    },
  ],
  notes: [
    [
      'Each script runs in a lab without any other network, and can write only to /tmp',
      'and /run. The exit code is 0 if everything was graded, whatever the marks.',
    ],
  ],
  examples: [
    ['vip grade course.yaml submissions --csv marks.csv'],
    ['vip grade course.yaml submissions --student alice', 'her submission alone'],
    ['vip grade course.yaml --sheet alice', 'her task sheet'],
  ],
  completion: 'file',
});

export type GradeCommandOptions = ValuesOf<typeof GRADE>;
