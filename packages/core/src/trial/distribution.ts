/**
 * The outages of many runs: shortest, longest, and percentiles if there are enough runs. Pure.
 *
 * @module
 */

import {type Bounds, byMost} from '@vip/analysis';
import type {TrialReport} from './report.js';

/** The outages of one observer over all runs. Each figure is the outage of one of them, by its bounds. */
export interface Distribution {
  readonly observer: string;
  readonly runs: number;
  /** Runs in which the outage had not ended. It is longer than all that had; a figure that falls on one has no most. */
  readonly unfinished: number;
  readonly min: Bounds;
  /** Absent for fewer than 5 runs. */
  readonly p50?: Bounds;
  /** Absent for fewer than 20 runs: of them it would be the longest. */
  readonly p95?: Bounds;
  readonly max: Bounds;
}

const FEWEST = {p50: 5, p95: 20} as const;

export function distributions(reports: readonly TrialReport[]): Distribution[] {
  const names = reports[0]?.observers.map(({name}) => name) ?? [];
  return names.flatMap(name => {
    const outages = reports.flatMap(
      ({observers}) => observers.find(each => each.name === name)?.outage ?? [],
    );
    return outages.length === 0 ? [] : [distributionOf(name, outages)];
  });
}

function distributionOf(observer: string, outages: readonly Bounds[]): Distribution {
  const sorted = outages.map(boundsAlone).sort(byMost);
  const runs = sorted.length;
  return {
    observer,
    runs,
    unfinished: sorted.filter(({mostNs}) => mostNs === undefined).length,
    min: sorted[0] as Bounds,
    ...(runs < FEWEST.p50 ? {} : {p50: percentile(sorted, 50)}),
    ...(runs < FEWEST.p95 ? {} : {p95: percentile(sorted, 95)}),
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
