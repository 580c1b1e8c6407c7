/**
 * Predefined stretches of a run.
 *
 * @module
 */

import {largest, smallest} from '@vip/analysis/internal';
import type {OutageData, RunData} from '@vip/core/internal/report';

export type TimeRange = readonly [from: number, to: number];

/** How much is shown on each side of a recovery, in nanoseconds: at least, at most. */
const AROUND = [2e6, 25e6] as const;

/** From the beginning of the outage's cause to the last recovery. */
export function outageStretch(run: RunData): TimeRange | undefined {
  return around(outagesOf(run), 0);
}

/** The outages of one observer. */
export function outageStretchOf({lanes}: RunData, observer: string): TimeRange | undefined {
  return around(lanes.filter(({label}) => label === observer).flatMap(({outages}) => outages));
}

/** Around the end of the longest outage. */
export function recoveryStretch(run: RunData): TimeRange | undefined {
  const longest = longestOf(run);
  if (longest === undefined) return undefined;
  const half = Math.min(AROUND[1], Math.max(AROUND[0], (longest.mostTo - longest.mostFrom) / 2));
  return [longest.mostTo - half, longest.mostTo + half];
}

/** When the longest outage had certainly ended. */
export function recoveryMoment(run: RunData): number | undefined {
  return longestOf(run)?.mostTo;
}

function around(outages: readonly OutageData[], ...moments: readonly number[]): TimeRange | undefined {
  if (outages.length === 0) return undefined;
  const from = smallest([...moments, ...outages.map(({mostFrom}) => mostFrom)]);
  const to = largest(outages.map(({mostTo}) => mostTo));
  const margin = (to - from) * 0.08;
  return [from - margin, to + margin];
}

function longestOf(run: RunData): OutageData | undefined {
  return outagesOf(run).sort((a, b) => lengthOf(b) - lengthOf(a))[0];
}

function outagesOf({lanes}: RunData): OutageData[] {
  return lanes.flatMap(({outages}) => outages);
}

function lengthOf({leastFrom, leastTo}: OutageData): number {
  return leastTo - leastFrom;
}
