/**
 * `vip grade`: the marks of the students of a course.
 *
 * @module
 */

import {dirname, resolve} from 'node:path';
import {VipError} from '@vip/arp';
import {
  type Course,
  gradeCourse,
  marksCsv,
  marksLines,
  type StudentMarks,
  settingsOf,
  sheetLines,
  variablesOf,
} from '@vip/core/internal';
import {becomeOrdinary} from '@vip/core/internal/privileges';
import {EXIT, interruptible} from '../exit.js';
import {readCourse} from '../grading/read-course.js';
import {submissionsIn} from '../grading/submissions.js';
import type {GradeCommandOptions} from '../grammar/grade.js';
import {DEFAULT_JOBS, STUDENT} from '../options/grading.js';
import {asTyped} from '../options/option.js';
import {print, printJson, printMuch} from '../output.js';
import {written} from '../outputs/output-file.js';
import {prepareOutputs} from '../outputs/prepare.js';
import {nextTurn} from '../turn.js';

export async function grade(
  file: string,
  directory: string | undefined,
  options: GradeCommandOptions,
): Promise<number> {
  if (options.sheet !== undefined) return printSheet(readCourse(file), directory, options.sheet);
  if (directory === undefined) throw new VipError('BAD_ARGUMENT', 'DIR: expected a directory, got none');
  const course = readCourse(file);
  const {csv} = prepareOutputs({csv: options.csv}, [file]);
  // Opened as root, before its rights are given up: students' scripts run with those of an ordinary user.
  const kept = await csv?.keep();
  becomeOrdinary();
  const submissions = chosen(submissionsIn(directory), options.student);
  const signal = interruptible();
  using _turn = await nextTurn(signal);
  const all = await gradeCourse({
    course,
    submissions,
    hidden: [resolve(directory), dirname(resolve(file))],
    jobs: options.jobs ?? DEFAULT_JOBS,
    signal,
    program: [process.execPath, resolve(process.argv[1] ?? '')],
    onGraded: marks => {
      if (options.json === true) printJson({kind: 'graded', ...marks});
      else print(marksLines(marks));
    },
  });
  if (kept !== undefined) await written(kept, Buffer.from(marksCsv(all, course)));
  return conclude(all, options.json === true);
}

async function printSheet(course: Course, directory: string | undefined, student: string): Promise<number> {
  if (directory !== undefined)
    throw new VipError(
      'BAD_ARGUMENT',
      `--sheet ${student}: expected no DIR, got ${JSON.stringify(directory)}`,
    );
  const lines = sheetLines(course, student, variablesOf(settingsOf(course.seed, student)));
  await printMuch(`${lines.join('\n')}\n`);
  return EXIT.done;
}

function chosen(
  all: ReadonlyMap<string, string>,
  names: readonly string[] | undefined,
): ReadonlyMap<string, string> {
  if (names === undefined) return all;
  const missing = names.find(name => !all.has(name));
  if (missing !== undefined)
    throw new VipError(
      'BAD_ARGUMENT',
      `${asTyped(STUDENT)} ${missing}: expected one of the submissions, got none of that name`,
    );
  return new Map([...all].filter(([name]) => names.includes(name)));
}

function conclude(all: readonly StudentMarks[], json: boolean): number {
  const failures = all.flatMap(({exercises}) =>
    exercises.filter(({failure}) => failure !== undefined),
  ).length;
  if (json) printJson({kind: 'summary', students: all.length, notGraded: failures});
  else
    print('', `${all.length} graded${failures === 0 ? '.' : `; ${failures} exercises could not be graded.`}`);
  return failures === 0 ? EXIT.done : EXIT.impossible;
}
