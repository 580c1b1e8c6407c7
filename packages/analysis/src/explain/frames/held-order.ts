/**
 * The order of frames of which all are known, those before and those behind: where the clock was set back, and which of the others overtook
 * one another. Pure.
 *
 * @module
 */

import type {FrameColumns} from '../../capture/frame-columns.js';
import {Continuity} from './continuity.js';

/** A smaller step back of the clock cannot be distinguished from frames that overtook one another. Nanoseconds. */
export const STEP_NS = 1_000_000_000;

/** Frames of several queues overtake one another by less than this, which is not worth reporting. Nanoseconds. */
export const DISORDER_NS = 1_000_000;

/** Frames between two clock steps, the step before them (0 before the first), and the sum of the steps up to it. */
interface Part {
  readonly indexes: number[];
  readonly by: number;
  readonly offset: number;
}

/** @param times those of the frames, by the clock. Nanoseconds */
export function partsOf(held: FrameColumns, times: Float64Array): Part[] {
  if (!times.some((ns, index) => ns - (times[index - 1] ?? ns) <= -STEP_NS))
    return [{indexes: Array.from(times.keys()), by: 0, offset: 0}];
  const continuity = new Continuity();
  let part: Part = {indexes: [], by: 0, offset: 0};
  const parts = [part];
  for (const index of times.keys()) {
    const by = stepBefore(held, times, index, continuity);
    if (by !== 0) {
      part = {indexes: [], by, offset: part.offset + by};
      parts.push(part);
    }
    part.indexes.push(index);
    continuity.note(held, index, times[index] as number);
  }
  return parts;
}

/** The clock step before a frame, judged by later frames. Nanoseconds, 0 for none. */
function stepBefore(held: FrameColumns, times: Float64Array, index: number, continuity: Continuity): number {
  if (index === 0) return 0;
  const by = (times[index] as number) - (times[index - 1] as number);
  return by <= -STEP_NS && continuity.goesOn(held, index, times[index] as number) ? by : 0;
}

/** A stable sort: frames with equal times keep their order. @returns also how many of them others overtook by more than a little */
export function inOrder(
  indexes: number[],
  times: Float64Array,
): {readonly sorted: readonly number[]; readonly disorder: number} {
  const lagOf = (place: number) =>
    (times[indexes[place - 1] ?? 0] as number) - (times[indexes[place] as number] as number);
  const late = indexes.filter((_, place) => place > 0 && lagOf(place) > 0);
  if (late.length === 0) return {sorted: indexes, disorder: 0};
  const disorder = indexes.filter((_, place) => place > 0 && lagOf(place) >= DISORDER_NS).length;
  const sorted = [...indexes].sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
  return {sorted, disorder};
}
