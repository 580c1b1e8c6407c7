/**
 * The rough difference between the times of two captures, on which most of their common frames agree. Pure.
 *
 * @module
 */

import type {KeyGroup, SameFrame} from '../same-frames.js';
import {pairOf, uniqueFrames} from '../same-frames.js';

/** Frames that agree on the difference of two clocks. */
export interface Agreement {
  readonly frames: readonly SameFrame[];
}

/** Delays on the path usually differ by less than this. Nanoseconds. */
const DELAYS_NS = 20_000_000;
/** Two clocks drift apart by less than this: a hundred parts per million each, with half as much again to spare. */
const DRIFT = 3e-4;
/** Minimum number of common frames for two clocks to be compared. */
const FEWEST = 3;
/** A second difference is an accident unless this many frames agree on it, or this fraction of those that agree on the first. */
const FEW = {frames: 5, ofFirst: 0.02} as const;
/**
 * A machine that repeats a frame every second agrees with itself a second later almost as often. So if no frames are unique, this many must
 * agree, of this many kinds, and clearly fewer on any other difference.
 */
const REPEATED = {frames: 12, sorts: 3, rival: 0.6} as const;
/** Maximum number of occurrences of one key that are compared with one another. */
const MOST_REPEATED = 64;

/** The agreements, the largest first: one, and one more for each step of a clock. Empty if nothing is clear. */
export function agreementsOf(groups: readonly KeyGroup[]): Agreement[] {
  const unique = uniqueFrames(groups);
  const found = clustersOf(unique);
  if (found.length > 0) return found;
  return clearest(allPairs(groups));
}

function clustersOf(frames: readonly SameFrame[]): Agreement[] {
  const found: Agreement[] = [];
  let rest = frames;
  for (;;) {
    const cluster = densest(rest);
    const first = found[0]?.frames.length ?? 0;
    const isChance =
      found.length > 0 && (cluster.length < FEW.frames || cluster.length < FEW.ofFirst * first);
    if (cluster.length === 0 || isChance) return found.length === 1 && !isSure(found, cluster) ? [] : found;
    if (found.some(other => overlap(other.frames, cluster))) return found;
    found.push({frames: cluster});
    const taken = new Set(cluster);
    rest = rest.filter(frame => !taken.has(frame));
  }
}

/** Whether an agreement of few frames is sure: it is unless as many contradict it. */
function isSure([first]: readonly Agreement[], next: readonly SameFrame[]): boolean {
  const count = first?.frames.length ?? 0;
  return count >= FEWEST && count > 2 * next.length;
}

/** Whether two agreements overlap in time, as chance ones do, but those on either side of a clock step do not. */
function overlap(one: readonly SameFrame[], other: readonly SameFrame[]): boolean {
  const [a, b] = [middle(one), middle(other)];
  return a.from < b.to && b.from < a.to;
}

function middle(frames: readonly SameFrame[]): {from: number; to: number} {
  const sorted = frames.map(({a}) => a.frame).sort((x, y) => x - y);
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] as number;
  return {from: at(0.1), to: at(0.9)};
}

/** The largest set of frames with the same difference, apart from delays and drift. */
function densest(frames: readonly SameFrame[]): SameFrame[] {
  const sorted = [...frames].sort((x, y) => differenceOf(x) - differenceOf(y));
  const width = DELAYS_NS + DRIFT * spanOf(frames);
  let best = {from: 0, to: 0};
  let from = 0;
  for (const [index, frame] of sorted.entries()) {
    while (differenceOf(frame) - differenceOf(sorted[from] as SameFrame) > width) from++;
    if (index + 1 - from > best.to - best.from) best = {from, to: index + 1};
  }
  return sorted.slice(best.from, best.to).sort((x, y) => x.a.frame - y.a.frame);
}

function spanOf(frames: readonly SameFrame[]): number {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const {a} of frames) {
    least = Math.min(least, a.ns);
    most = Math.max(most, a.ns);
  }
  return Math.max(0, most - least);
}

/** For frames of which none is unique: each occurrence paired with every other. */
function allPairs(groups: readonly KeyGroup[]): SameFrame[] {
  return groups.flatMap(({a, b}) =>
    a.slice(0, MOST_REPEATED).flatMap(one => b.slice(0, MOST_REPEATED).flatMap(other => pairOf(one, other))),
  );
}

/** The largest agreement, if no other comes close to it. */
function clearest(frames: readonly SameFrame[]): Agreement[] {
  const cluster = densest(frames);
  const sorts = new Set(cluster.map(({a}) => a.key));
  if (cluster.length < REPEATED.frames || sorts.size < REPEATED.sorts) return [];
  const centre = differenceOf(cluster[cluster.length >> 1] as SameFrame);
  const width = 2 * DELAYS_NS + DRIFT * 1e9;
  const rest = frames.filter(frame => Math.abs(differenceOf(frame) - centre) > width);
  return densest(rest).length > REPEATED.rival * cluster.length ? [] : [{frames: cluster}];
}

function differenceOf({a, b}: SameFrame): number {
  return b.ns - a.ns;
}
