/**
 * Marks as lines, and as a table for a spreadsheet. Pure.
 *
 * @module
 */

import {wrapped} from '@vip/analysis/internal';
import {type Course, type Exercise, pointsOf} from '../grade/course.js';
import type {CheckMark, ExerciseMarks, StudentMarks} from '../grade/marks.js';

/** A student with the points that were missed, and why. */
export function marksLines({student, points, of, exercises}: StudentMarks): string[] {
  return [
    `${student}: ${points} of ${of}`,
    ...exercises.flatMap(exercise => [
      `  ${exercise.name.padEnd(16)} ${exercise.points} of ${exercise.of}${whatHappened(exercise)}`,
      ...reasonsOf(exercise).flatMap(reason => wrapped(reason, 4, 8)),
      ...(exercise.said === undefined || isFull(exercise)
        ? []
        : wrapped(`it said: ${exercise.said.split('\n').at(-1)}`, 4, 8)),
    ]),
  ];
}

function whatHappened({script, failure}: ExerciseMarks): string {
  if (failure !== undefined) return `  NOT GRADED: ${failure}`;
  return script === 'exit 0' ? '' : `  (${script})`;
}

function isFull({points, of}: ExerciseMarks): boolean {
  return points === of;
}

function reasonsOf({marks, script}: ExerciseMarks): string[] {
  return marks.filter(({held}) => !held).map(mark => reasonOf(mark, script));
}

/** A reason that applies to the whole exercise is given with it. */
function reasonOf({expected, found, hint, of}: CheckMark, script: string): string {
  const instead = found === script ? '' : `; found: ${found}`;
  return `-${of}  expected: ${expected}${instead}${hint === undefined ? '' : `. ${hint}`}`;
}

/** RFC 4180, in UTF-8: a line for each student, with the points of each exercise, and the reasons for those that are missing. */
export function marksCsv(all: readonly StudentMarks[], {exercises}: Course): string {
  const head = ['student', 'points', 'of', ...exercises.map(({name}) => name), 'reasons'];
  const rows = all.map(({student, points, of, exercises: done}) => [
    student,
    String(points),
    String(of),
    ...done.map(one => (one.failure === undefined ? String(one.points) : '')),
    done.flatMap(one => csvReasons(one)).join('\n'),
  ]);
  return [head, ...rows].map(row => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function csvReasons(exercise: ExerciseMarks): string[] {
  const {name, failure, script} = exercise;
  if (failure !== undefined) return [`${name}: not graded: ${failure}`];
  return [
    ...(script === 'exit 0' || isFull(exercise) ? [] : [`${name}: ${script}`]),
    ...reasonsOf(exercise).map(reason => `${name}: ${reason}`),
  ];
}

/**
 * A cell, quoted if necessary. A spreadsheet takes text that begins with =, +, -, @, a tab or a carriage return for a formula; an
 * apostrophe keeps it text.
 */
function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The task sheet of a student, in Markdown. */
export function sheetLines(
  {title, exercises}: Course,
  student: string,
  variables: Readonly<Record<string, string>>,
): string[] {
  return [
    `# ${title}`,
    '',
    `For ${student}. These are your addresses; your scripts find them in their environment, under these names:`,
    '',
    '| name | value |',
    '| --- | --- |',
    ...Object.entries(variables).map(([name, value]) => `| \`${name}\` | \`${value}\` |`),
    ...exercises.flatMap(exercise => sheetOf(exercise, variables)),
  ];
}

function sheetOf(exercise: Exercise, variables: Readonly<Record<string, string>>): string[] {
  const {name, title, task, script, node, limitMs} = exercise;
  return [
    '',
    `## ${name}: ${title}`,
    '',
    ...task
      .trimEnd()
      .split('\n')
      .map(line => line.replace(/\$([A-Z0-9_]+)/g, (word, key: string) => variables[key] ?? word)),
    '',
    `Hand in \`${script}\`. It runs on ${node}, as root of your lab, for at most ${limitMs / 1000} s. ${pointsOf(exercise)} points.`,
  ];
}
