/**
 * Which frames are printed: those that the report mentions, and those around the moment that matters. Pure.
 *
 * @module
 */

import type {ReportFrame} from './frame-model.js';

/** As many as fit on a few pages. */
export const MOST_PRINTED = 100;

/**
 * @param named the rows of the frames that the report mentions
 * @param around the moment that matters: the recovery; undefined where there is none
 */
export function framesForPaper(
  frames: readonly ReportFrame[],
  named: ReadonlySet<number>,
  around: number | undefined,
): ReportFrame[] {
  const far = (frame: ReportFrame) => (around === undefined ? frame.number : Math.abs(frame.at - around));
  const isNamed = (frame: ReportFrame) => (named.has(frame.number) ? 0 : 1);
  return [...frames]
    .sort((a, b) => isNamed(a) - isNamed(b) || far(a) - far(b))
    .slice(0, MOST_PRINTED)
    .sort((a, b) => a.number - b.number);
}
