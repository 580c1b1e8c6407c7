/**
 * Shortest, longest and percentiles of many bounds, where there are enough of them for one. Pure.
 *
 * @module
 */

import {type Bounds, byMost} from '@vip/analysis';

/** Shortest, longest, and percentiles of many: each is one of them, by its bounds. */
export interface Figures {
  /** How many they are. */
  readonly count: number;
  readonly min: Bounds;
  /** Absent for fewer than 5. */
  readonly p50?: Bounds;
  /** Absent for fewer than 20: of them it would be the longest. */
  readonly p95?: Bounds;
  readonly max: Bounds;
}

const FEWEST = {p50: 5, p95: 20} as const;

/** @param all at least one */
export function figuresOf(all: readonly Bounds[]): Figures {
  const sorted = all.map(boundsAlone).sort(byMost);
  const count = sorted.length;
  return {
    count,
    min: sorted[0] as Bounds,
    ...(count < FEWEST.p50 ? {} : {p50: percentile(sorted, 50)}),
    ...(count < FEWEST.p95 ? {} : {p95: percentile(sorted, 95)}),
    max: sorted.at(-1) as Bounds,
  };
}

/** What ended it belongs to a run. */
function boundsAlone({leastNs, mostNs}: Bounds): Bounds {
  return mostNs === undefined ? {leastNs} : {leastNs, mostNs};
}

/** The nearest-rank percentile: the smallest that so many per cent of all do not exceed. */
function percentile(sorted: readonly Bounds[], percent: number): Bounds {
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] as Bounds;
}
