/**
 * The outages of many runs: shortest, longest, and percentiles if there are enough runs. Pure.
 *
 * @module
 */

import type {Bounds} from '@vip/analysis';
import {type Figures, figuresOf} from './figures.js';
import type {TrialReport} from './trial-report.js';

/** The outages of one observer over all runs. */
export interface Distribution extends Omit<Figures, 'count'> {
  readonly observer: string;
  readonly runs: number;
  /** Runs in which the outage had not ended. Such an outage counts as longer than all that had; a figure that falls on one has no upper bound. */
  readonly unfinished: number;
}

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
  const {count: runs, ...figures} = figuresOf(outages);
  const unfinished = outages.filter(({mostNs}) => mostNs === undefined).length;
  return {observer, runs, unfinished, ...figures};
}
