/**
 * The difference of two clocks as a straight line: an offset and a drift. Pure.
 *
 * @module
 */

import type {SameFrame} from '../same-frames.js';

/** `offset + drift * a.ns`, by which the second clock is ahead. Nanoseconds. */
export interface Line {
  readonly offset: number;
  readonly drift: number;
}

/** Clocks drift by less than this; more means that one was set. */
const MOST_DRIFT = 3e-4;
/** A drift is not due to chance in the delays if it brings the frames this many times nearer to the line. */
const CLEARER = 1.5;
/** Number of slopes that are compared. */
const SLOPES = 512;
/** A frame further away than this many median distances, and than this time, is an outlier. */
const OUTLIER = {distances: 10, ns: 2_000_000} as const;

/** The line near most of the frames, robust against outliers (after Theil and Sen), and the frames near it. */
export function fit(frames: readonly SameFrame[]): {readonly line: Line; readonly frames: SameFrame[]} {
  const first = fitted(frames);
  const near = nearTo(frames, first);
  const line = fitted(near);
  return {line, frames: nearTo(frames, line)};
}

export function distanceFrom({offset, drift}: Line, {a, b}: SameFrame): number {
  return b.ns - a.ns - offset - drift * a.ns;
}

function fitted(frames: readonly SameFrame[]): Line {
  const steady = through(frames, 0);
  const drifting = through(frames, driftOf([...frames].sort((x, y) => x.a.ns - y.a.ns)));
  const isClear = medianDistance(steady, frames) > CLEARER * medianDistance(drifting, frames);
  return isClear ? drifting : steady;
}

function through(frames: readonly SameFrame[], drift: number): Line {
  return {drift, offset: median(frames.map(({a, b}) => b.ns - a.ns - drift * a.ns))};
}

/** The median of the slopes between frames that are half of the capture apart. */
function driftOf(sorted: readonly SameFrame[]): number {
  const half = sorted.length >> 1;
  const step = Math.max(1, Math.floor(half / SLOPES));
  const slopes: number[] = [];
  for (let index = 0; index < half; index += step) {
    const {a, b} = sorted[index] as SameFrame;
    const later = sorted[sorted.length - half + index] as SameFrame;
    if (later.a.ns > a.ns) slopes.push((later.b.ns - later.a.ns - (b.ns - a.ns)) / (later.a.ns - a.ns));
  }
  const slope = median(slopes);
  return Math.abs(slope) > MOST_DRIFT ? 0 : slope;
}

function medianDistance(line: Line, frames: readonly SameFrame[]): number {
  return median(frames.map(frame => Math.abs(distanceFrom(line, frame))));
}

function nearTo(frames: readonly SameFrame[], line: Line): SameFrame[] {
  const most = Math.max(OUTLIER.ns, OUTLIER.distances * medianDistance(line, frames));
  return frames.filter(frame => Math.abs(distanceFrom(line, frame)) <= most);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[sorted.length >> 1] ?? 0;
}
