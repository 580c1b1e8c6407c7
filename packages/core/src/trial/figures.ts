/**
 * Shortest, longest and percentiles of many bounds, as far as there are enough of them. Pure.
 *
 * @module
 */

import type {Bounds} from '@vip/analysis';
import {byMost} from '@vip/analysis/internal';

/** Shortest, longest and percentiles of many values: each is one of the values, with its bounds. */
export interface Figures {
  /** How many there are. */
  readonly count: number;
  readonly min: Bounds;
  /** Absent for fewer than 5. */
  readonly p50?: Bounds;
  /** Absent for fewer than 20: it would be the longest. */
  readonly p95?: Bounds;
  readonly max: Bounds;
}

/** How many there must be for a figure: with fewer, a percentile would be the longest. */
export const FEWEST = {min: 1, p50: 5, p90: 10, p95: 20, p99: 100, max: 1} as const;

/** The shortest, the longest, or a percentile. */
export type FigureName = keyof typeof FEWEST;

export const FIGURE_NAMES = Object.keys(FEWEST) as FigureName[];

/** @param all at least one */
export function figuresOf(all: readonly Bounds[]): Figures {
  const [p50, p95] = [figureOf(all, 'p50'), figureOf(all, 'p95')];
  return {
    count: all.length,
    min: figureOf(all, 'min') as Bounds,
    ...(p50 === undefined ? {} : {p50}),
    ...(p95 === undefined ? {} : {p95}),
    max: figureOf(all, 'max') as Bounds,
  };
}

/**
 * One figure of many, by nearest rank: the smallest value that this percentage of all values do not exceed.
 *
 * @returns undefined if there are too few of them
 */
export function figureOf(all: readonly Bounds[], figure: FigureName): Bounds | undefined {
  if (all.length < FEWEST[figure]) return undefined;
  const sorted = all.map(boundsAlone).sort(byMost);
  return sorted[Math.max(0, Math.ceil(SHARES[figure] * sorted.length) - 1)];
}

const SHARES: Readonly<Record<FigureName, number>> = {
  ...{min: 0, p50: 0.5, p90: 0.9},
  ...{p95: 0.95, p99: 0.99, max: 1},
};

/** What ended an outage belongs to a run, not to a series. */
function boundsAlone({leastNs, mostNs}: Bounds): Bounds {
  return mostNs === undefined ? {leastNs} : {leastNs, mostNs};
}
