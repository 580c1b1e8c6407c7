/**
 * The marks of a submission. Pure.
 *
 * @module
 */

/** A check with its result. */
export interface CheckMark {
  readonly check: string;
  readonly expected: string;
  readonly held: boolean;
  /** What was found instead, or what confirms it. */
  readonly found: string;
  /** Shown if it does not hold. */
  readonly hint?: string;
  readonly points: number;
  /** The points that could be had. */
  readonly of: number;
}

export interface ExerciseMarks {
  readonly name: string;
  readonly title: string;
  readonly points: number;
  readonly of: number;
  /** How the script ended, or why there was none. */
  readonly script: string;
  /** Its last output on standard error. */
  readonly said?: string;
  readonly marks: readonly CheckMark[];
  /** Why it could not be graded: points are missing, not 0. */
  readonly failure?: string;
}

export interface StudentMarks {
  readonly student: string;
  readonly points: number;
  readonly of: number;
  readonly exercises: readonly ExerciseMarks[];
}

export function totalOf(student: string, exercises: readonly ExerciseMarks[]): StudentMarks {
  const sum = (of: (one: ExerciseMarks) => number) => exercises.reduce((all, one) => all + of(one), 0);
  return {student, points: sum(one => one.points), of: sum(one => one.of), exercises};
}

/** The marks of an exercise, whether or not its checks were judged. */
export function marksOf(
  {name, title}: Pick<ExerciseMarks, 'name' | 'title'>,
  marks: readonly CheckMark[],
  rest: Pick<ExerciseMarks, 'script' | 'said' | 'failure'>,
): ExerciseMarks {
  const points = marks.reduce((sum, mark) => sum + mark.points, 0);
  return {name, title, points, of: marks.reduce((sum, mark) => sum + mark.of, 0), ...rest, marks};
}
