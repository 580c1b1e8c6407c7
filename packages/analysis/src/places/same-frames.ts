/**
 * Frames that two captures both have. Pure.
 *
 * @module
 */

import type {Sampled} from './key-sample.js';
import {isResent} from './resent.js';
import type {PlaceSurvey} from './survey.js';

/** A frame in both. */
export interface SameFrame {
  readonly a: Sampled;
  readonly b: Sampled;
}

/** Frames with one key: as often as each capture has it, in its order. */
export interface KeyGroup {
  readonly a: readonly Sampled[];
  readonly b: readonly Sampled[];
}

/** What both captures have, by key. */
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
    else known.push(frame);
  }
  return groups;
}

/** The frames that each capture has exactly once, in the order of the first. A forwarded frame appears twice in a capture of its router. */
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

/** As a pair, if it may be one frame. */
export function pairOf(a: Sampled, b: Sampled): SameFrame[] {
  return isResent(a, b) ? [] : [{a, b}];
}
