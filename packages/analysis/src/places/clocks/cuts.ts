/**
 * Cuts of a capture where its clock was set. Pure.
 *
 * @module
 */

import type {PlaceSurvey} from '../survey.js';
import type {ClockPart} from './clocks.js';
import type {Agreement} from './offset.js';

/** Two agreements of two parts, one after the other: a clock was set between them. */
export interface Step {
  readonly a: number;
  readonly b: number;
  readonly before: Agreement;
  readonly after: Agreement;
}

/** A gap in a part in which its clock, or that of another part, was set: the last frame before the step, and the first after it. */
interface Gap {
  readonly part: number;
  readonly last: number;
  readonly next: number;
  /** How many pairs of captures show it. */
  votes: number;
}

/**
 * The parts after one more cut, in the capture that most others contradict; undefined if no clock was set. Frames in the gap belong to
 * neither part, because it is not known on which side of the step they are.
 */
export function cutsBetween(
  parts: readonly ClockPart[],
  surveys: readonly PlaceSurvey[],
  steps: readonly Step[],
): ClockPart[] | undefined {
  const gaps = steps.flatMap(gapsOf);
  for (const gap of gaps)
    gap.votes = gaps.filter(
      other => other.part === gap.part && other.last < gap.next && gap.last < other.next,
    ).length;
  // The first capture given is the reference: if in doubt, the other is cut.
  const best = gaps.reduce<Gap | undefined>(
    (most, gap) =>
      most === undefined || gap.votes > most.votes || (gap.votes === most.votes && gap.part > most.part)
        ? gap
        : most,
    undefined,
  );
  if (best === undefined) return undefined;
  const {place, fromFrame, toFrame} = parts[best.part] as ClockPart;
  const isWithin = best.last >= fromFrame && best.next <= toFrame && surveys[place] !== undefined;
  if (!isWithin) return undefined;
  return parts.flatMap((part, index) =>
    index === best.part
      ? [
          {place, fromFrame, toFrame: best.last},
          {place, fromFrame: best.next, toFrame},
        ]
      : [part],
  );
}

function gapsOf({a, b, before, after}: Step): Gap[] {
  const frames = [
    ...before.frames.map(frame => ({frame, isAfter: false})),
    ...after.frames.map(frame => ({frame, isAfter: true})),
  ].sort((x, y) => x.frame.a.frame - y.frame.a.frame);
  const split = bestSplit(frames.map(({isAfter}) => isAfter));
  const [last, next] = [frames[split - 1]?.frame, frames[split]?.frame];
  if (last === undefined || next === undefined) return [];
  return [
    {part: a, last: last.a.frame, next: next.a.frame, votes: 1},
    {part: b, last: Math.min(last.b.frame, next.b.frame - 1), next: next.b.frame, votes: 1},
  ];
}

/** The index that puts most of them on the correct side. */
function bestSplit(isAfter: readonly boolean[]): number {
  let wrong = isAfter.filter(one => !one).length;
  let best = {at: 0, wrong};
  for (const [index, one] of isAfter.entries()) {
    wrong += one ? 1 : -1;
    if (wrong < best.wrong) best = {at: index + 1, wrong};
  }
  return best.at;
}
