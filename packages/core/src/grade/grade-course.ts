/**
 * Grading submissions: each exercise of each student by itself, several at a time.
 *
 * @module
 */

import {setMaxListeners} from 'node:events';
import {lstatSync} from 'node:fs';
import {join} from 'node:path';
import {VipError} from '@vip/arp';
import {type Course, type Exercise, pointsOf} from './course.js';
import {runExercise, withoutScript} from './exercise-run.js';
import {type ExerciseMarks, marksOf, type StudentMarks, totalOf} from './marks.js';
import {settingsOf} from './parameters.js';
import {programDirectories} from './program-root.js';

export interface GradeOptions {
  readonly course: Course;
  /** The directories of the students, by name. */
  readonly submissions: ReadonlyMap<string, string>;
  /** Directories that no student may see. */
  readonly hidden: readonly string[];
  /** How many labs at a time. */
  readonly jobs: number;
  readonly signal: AbortSignal;
  /** The command that runs this program. */
  readonly program: readonly string[];
  /** Called for each student, in their order. */
  readonly onGraded: (marks: StudentMarks) => void;
}

/** How often an exercise that could not be graded is run. */
const ATTEMPTS = 2;

/** Resolves with the marks of all, in the order of the submissions. */
export async function gradeCourse(options: GradeOptions): Promise<StudentMarks[]> {
  const {course, submissions, jobs, signal} = options;
  setMaxListeners(0, signal); // many labs have it at once
  const students = [...submissions.keys()];
  const done = new Map(students.map(student => [student, new Map<string, ExerciseMarks>()]));
  const waiting = students.flatMap(student => course.exercises.map(exercise => ({student, exercise})));
  const marks = new Map<string, StudentMarks>();
  const untold = [...students];
  const tell = () => {
    for (let next = untold[0]; next !== undefined; next = untold[0]) {
      const own = marks.get(next);
      if (own === undefined) return;
      options.onGraded(own);
      untold.shift();
    }
  };
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const {student, exercise} = next;
      const own = done.get(student) as Map<string, ExerciseMarks>;
      own.set(exercise.name, await gradeOne(options, student, exercise));
      if (own.size < course.exercises.length) continue;
      const all = course.exercises.map(({name}) => own.get(name) as ExerciseMarks);
      marks.set(student, totalOf(student, all));
      tell();
    }
  };
  await Promise.all(Array.from({length: jobs}, work));
  return students.map(student => marks.get(student) as StudentMarks);
}

async function gradeOne(options: GradeOptions, student: string, exercise: Exercise): Promise<ExerciseMarks> {
  const {course, submissions, hidden, signal, program} = options;
  const files = submissions.get(student) as string;
  const problem = problemOf(join(files, exercise.script), exercise.script);
  if (problem !== undefined) return withoutScript(exercise, problem);
  const settings = settingsOf(course.seed, student);
  const confinement = {files, shown: programDirectories(), hidden, vip: program};
  for (let attempt = 1; ; attempt++) {
    try {
      return await runExercise({exercise, settings, confinement, signal});
    } catch (error) {
      if (!(error instanceof VipError) || signal.aborted) throw error;
      if (attempt < ATTEMPTS) continue;
      return {...marksOf(exercise, [], {script: '', failure: error.message}), of: pointsOf(exercise)};
    }
  }
}

/** Why there is nothing to run; undefined if there is. */
function problemOf(path: string, name: string): string | undefined {
  const found = lstatSync(path, {throwIfNoEntry: false});
  if (found === undefined) return `no file ${name}`;
  return found.isFile() ? undefined : `${name} is not a regular file`;
}
