/**
 * Frames that are in two captures. Pure.
 *
 * @module
 */

import type {Sampled} from './key-sample.js';
import {isResent} from './resent.js';
import type {PlaceSurvey} from './survey.js';

/** A frame as both captures have it. */
export interface SameFrame {
  readonly a: Sampled;
  readonly b: Sampled;
}

/** Frames with the same key: all occurrences in each capture, in its order. */
export interface KeyGroup {
  readonly a: readonly Sampled[];
  readonly b: readonly Sampled[];
}

/** The frames that both captures have, by key. */
export function commonKeys(a: PlaceSurvey, b: PlaceSurvey): KeyGroup[] {
  return [...common(a.control, b.control), ...common(a.traffic, b.traffic)];
}

function common(a: PlaceSurvey['control'], b: PlaceSurvey['control']): KeyGroup[] {
  const mask = a.mask | b.mask;
  const ofB = byKey(b.frames(mask));
  const groups: KeyGroup[] = [];
  for (const [key, own] of byKey(a.frames(mask))) {
    const others = ofB.get(key);
    if (others !== undefined) groups.push({a: own, b: others});
  }
  return groups;
}

function byKey(frames: readonly Sampled[]): Map<number, Sampled[]> {
  const groups = new Map<number, Sampled[]>();
  for (const frame of frames) {
    const known = groups.get(frame.key);
    if (known === undefined) groups.set(frame.key, [frame]);
    else if (!isSeenAgain(known.at(-1) as Sampled, frame)) known.push(frame);
  }
  return groups;
}

/** Longest time between the sightings of a frame at two interfaces of one machine. Nanoseconds. */
const TOGETHER_NS = 100_000;

/** Whether a place sees a frame a second time in another of its networks: at a bridge and at its port, or with its tag and without. */
export function isSeenAgain(before: Sampled, frame: Sampled): boolean {
  return (
    before.network !== frame.network &&
    frame.ns - before.ns <= TOGETHER_NS &&
    before.sourceMac === frame.sourceMac &&
    before.destinationMac === frame.destinationMac
  );
}

/** The frames that are exactly once in each capture, in the order of the first. A router's own capture has a forwarded frame twice. */
export function uniqueFrames(groups: readonly KeyGroup[]): SameFrame[] {
  return groups.flatMap(uniqueOf).sort((one, other) => one.a.frame - other.a.frame);
}

function uniqueOf({a, b}: KeyGroup): SameFrame[] {
  const [first, other] = [a[0], b[0]];
  if (first === undefined || other === undefined) return [];
  if (a.length === 1 && b.length === 1) return pairOf(first, other);
  const once = (frames: readonly Sampled[], hops: number) => {
    const [only, second] = frames.filter(frame => frame.hops === hops);
    return second === undefined ? only : undefined;
  };
  return [...new Set(a.map(({hops}) => hops))].flatMap(hops => {
    const [one, same] = [once(a, hops), once(b, hops)];
    return hops > 0 && one !== undefined && same !== undefined ? pairOf(one, same) : [];
  });
}

/** The two as a pair, if they may be one frame; otherwise empty. */
export function pairOf(a: Sampled, b: Sampled): SameFrame[] {
  return isResent(a, b) ? [] : [{a, b}];
}
