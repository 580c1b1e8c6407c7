/**
 * Parts of two captures with frames in common, and the difference of their clocks by these. Pure.
 *
 * @module
 */

import type {ClockPart} from './clocks/clocks.js';
import type {Step} from './clocks/cuts.js';
import {fit, type Line} from './clocks/line.js';
import {type Agreement, agreementsOf} from './clocks/offset.js';
import {commonKeys, type KeyGroup, type SameFrame} from './same-frames.js';
import type {Common} from './segments/common-frames.js';
import type {PlaceSurvey} from './survey.js';

/** Two parts, and their common frames. */
export interface Link {
  /** Numbers of the parts. */
  readonly a: number;
  readonly b: number;
  readonly line: Line;
  readonly frames: readonly SameFrame[];
}

/** The common frames of each pair of places. */
export function groupsOfPairs(surveys: readonly PlaceSurvey[]): Common[] {
  return surveys.flatMap((one, a) =>
    surveys.flatMap((other, b) => (b > a ? [{a, b, groups: commonKeys(one, other)}] : [])),
  );
}

/** The parts of a capture, cut where the file's own times go backwards. */
export function wholeParts({frames, setBacks}: PlaceSurvey, place: number): ClockPart[] {
  const starts = [1, ...setBacks.map(({frame}) => frame)];
  return starts.map((fromFrame, index) => {
    const next = starts[index + 1];
    return {place, fromFrame, toFrame: next === undefined ? frames : next - 1};
  });
}

type FoundLink = Link & {readonly steps: readonly Step[]};

export function linksOf(
  parts: readonly ClockPart[],
  common: readonly Common[],
  isPlausible: (a: number, b: number, line: Line) => boolean,
): FoundLink[] {
  return common.flatMap(pair => {
    const indexes = (place: number) => [...parts.keys()].filter(index => parts[index]?.place === place);
    return indexes(pair.a).flatMap(a =>
      indexes(pair.b).flatMap(b => {
        const isWhole = indexes(pair.a).length === 1 && indexes(pair.b).length === 1;
        const groups = isWhole
          ? pair.groups
          : within(pair.groups, parts[a] as ClockPart, parts[b] as ClockPart);
        const agreements = agreementsOf(groups);
        const [first, second] = agreements;
        if (first === undefined) return [];
        const steps = second === undefined ? [] : [inOrder(a, b, first, second)];
        const fitted = fit(first.frames);
        if (!isPlausible(pair.a, pair.b, fitted.line)) return [];
        return [{a, b, ...fitted, steps}];
      }),
    );
  });
}

function inOrder(a: number, b: number, one: Agreement, other: Agreement): Step {
  const isFirst = (one.frames[0]?.a.frame ?? 0) < (other.frames[0]?.a.frame ?? 0);
  return isFirst ? {a, b, before: one, after: other} : {a, b, before: other, after: one};
}

function within(groups: readonly KeyGroup[], a: ClockPart, b: ClockPart): KeyGroup[] {
  const isIn =
    ({fromFrame, toFrame}: ClockPart) =>
    ({frame}: {frame: number}) =>
      frame >= fromFrame && frame <= toFrame;
  return groups
    .map(group => ({a: group.a.filter(isIn(a)), b: group.b.filter(isIn(b))}))
    .filter(group => group.a.length > 0 && group.b.length > 0);
}
