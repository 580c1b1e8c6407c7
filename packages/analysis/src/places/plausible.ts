/**
 * Whether two captures that agree on the difference of their clocks show the same event: if so, frames between the two machines are in both.
 * Two runs of the same lab have frames in common as well, down to their numbers. Pure.
 *
 * @module
 */

import type {Line} from './clocks/line.js';
import type {KeySample, Sampled} from './key-sample.js';
import type {PlaceSurvey} from './survey.js';

export interface CandidateCapture {
  readonly survey: PlaceSurvey;
  /** Its MACs. */
  readonly own: ReadonlySet<number>;
}

/** Frames needed to draw a conclusion. */
const ENOUGH = 20;
/** Captures that dropped frames, and captures of a path that lost some for a while, still share more than this fraction. */
const LEAST = 0.2;

/** @param line by how much the clock of the second is ahead */
export function arePlausible(a: CandidateCapture, b: CandidateCapture, {offset}: Line): boolean {
  const [first, second] = [count(a, b, -offset), count(b, a, offset)];
  const expected = first.expected + second.expected;
  return expected < ENOUGH || first.found + second.found >= LEAST * expected;
}

/** Counts the frames of one capture that the other should have, and has, while both captured. @param shift from the time of `b` to that of `a` */
function count(a: CandidateCapture, b: CandidateCapture, shift: number): {expected: number; found: number} {
  const isExpected = expectation(a, b);
  const isWithin = ({ns}: Sampled) => ns >= shift && ns <= b.survey.lastNs + shift;
  let [expected, found] = [0, 0];
  for (const [own, other] of [
    [a.survey.traffic, b.survey.traffic],
    [a.survey.control, b.survey.control],
  ] as readonly [KeySample, KeySample][]) {
    const keys = new Set(other.frames(own.mask).map(({key}) => key));
    for (const frame of own.frames(other.mask)) {
      if (!frame.isNumbered || !isWithin(frame) || !isExpected(frame)) continue;
      expected++;
      if (keys.has(frame.key)) found++;
    }
  }
  return {expected, found};
}

/** Which frames of `a` should be in `b`: those to or from its machine; at a mirror port, those of the machine of `a`, or all if that is one, too. */
function expectation(a: CandidateCapture, b: CandidateCapture): (frame: Sampled) => boolean {
  const isOf = (own: ReadonlySet<number>) => (frame: Sampled) =>
    own.has(frame.sourceMac) || own.has(frame.destinationMac);
  if (b.own.size > 0) return isOf(b.own);
  if (!b.survey.hasTraffic) return () => false;
  return a.own.size > 0 ? isOf(a.own) : () => true;
}
