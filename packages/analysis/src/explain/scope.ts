/**
 * The order of marks, and the tenure to which a frame belongs.
 *
 * @module
 */

import type {Mark} from '../capture/mark.js';
import type {DarkStretch} from '../conversations/facts.js';

/** By time, then by frame number: a file need not be in order. */
export function isBefore(a: Mark, b: Mark): boolean {
  return a.at === b.at ? a.frame < b.frame : a.at < b.at;
}

/** Whether a mark lies within a tenure that begins with `start` and ends with `until`. */
export function isWithin(mark: Mark, start: Mark, until: Mark | undefined): boolean {
  return !isBefore(mark, start) && (until === undefined || isBefore(mark, until));
}

/** The later of them; undefined for none. */
export function latest(marks: readonly (Mark | undefined)[]): Mark | undefined {
  return marks.reduce(
    (last, mark) => (mark !== undefined && (last === undefined || isBefore(last, mark)) ? mark : last),
    undefined,
  );
}

/** The earlier of them; undefined for none. */
export function earliest(marks: readonly (Mark | undefined)[]): Mark | undefined {
  return marks.reduce(
    (first, mark) => (mark !== undefined && (first === undefined || isBefore(mark, first)) ? mark : first),
    undefined,
  );
}

/** Whether two stretches without answers have any time in common. */
export function overlaps(a: DarkStretch, b: DarkStretch): boolean {
  return !isBefore(a.lastUnanswered, b.firstUnanswered) && !isBefore(b.lastUnanswered, a.firstUnanswered);
}
