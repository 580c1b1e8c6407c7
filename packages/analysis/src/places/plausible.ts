/**
 * Whether two captures that agree on the difference of their clocks are of one event: then what passed between the two machines is in both.
 * Two runs of one lab have frames in common as well, down to their numbers. Pure.
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
/** Thinned captures, and those of a path that loses frames for a while, share more than this fraction. */
const LEAST = 0.2;

/** @param line by how much the clock of the second is ahead */
export function arePlausible(a: CandidateCapture, b: CandidateCapture, {offset}: Line): boolean {
  const [first, second] = [count(a, b, -offset), count(b, a, offset)];
  const expected = first.expected + second.expected;
  return expected < ENOUGH || first.found + second.found >= LEAST * expected;
}

/** Of the frames of one that the other should have, while both captured. @param shift from the time of `b` to that of `a` */
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

/** One machine's frames, and a mirror port's of the other. */
function expectation(a: CandidateCapture, b: CandidateCapture): (frame: Sampled) => boolean {
  const isOf = (own: ReadonlySet<number>) => (frame: Sampled) =>
    own.has(frame.sourceMac) || own.has(frame.destinationMac);
  if (b.own.size > 0) return isOf(b.own);
  if (!b.survey.hasTraffic) return () => false;
  return a.own.size > 0 ? isOf(a.own) : () => true;
}
