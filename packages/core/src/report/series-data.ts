/**
 * The runs of a series, side by side, for a report.
 *
 * @module
 */

import {formatBounds} from '@vip/analysis';
import {formatDuration} from '@vip/analysis/internal';
import type {Criteria} from '../trial/criteria.js';
import {distributions} from '../trial/distribution.js';
import {judgeSeries} from '../trial/judgement.js';
import type {TrialReport} from '../trial/trial-report.js';
import {FIGURES, judgementLines, shownFigures} from '../views/series-lines.js';
import type {SeriesData} from './data.js';

export function seriesOf(trials: readonly TrialReport[], criteria: Criteria): SeriesData {
  const limitOf = (name: string) =>
    criteria.limits
      .filter(({of, observer}) => of === 'outage' && (observer ?? name) === name)
      .map(({limitNs}) => limitNs)
      .sort((a, b) => (a < b ? -1 : 1))[0];
  return {
    runs: trials.length,
    probeIntervalMs: trials[0]?.trial.probeIntervalMs ?? 0,
    observers: distributions(trials).map(distribution => {
      const {observer, unfinished} = distribution;
      const limitNs = limitOf(observer);
      return {
        name: observer,
        figures: shownFigures([distribution]).flatMap(figure => {
          const bounds = distribution[figure];
          return bounds === undefined ? [] : [[FIGURES[figure], formatBounds(bounds)] as const];
        }),
        unfinished,
        ...(limitNs === undefined ? {} : {limit: {ns: Number(limitNs), text: formatDuration(limitNs)}}),
        points: trials.flatMap((trial, index) => pointOf(trial, index + 1, observer)),
      };
    }),
    violations: judgementLines(judgeSeries(trials, criteria)),
  };
}

function pointOf({observers}: TrialReport, run: number, name: string) {
  const outage = observers.find(observer => observer.name === name)?.outage;
  if (outage === undefined) return [];
  const {leastNs, mostNs} = outage;
  return [
    {
      run,
      leastNs: Number(leastNs),
      ...(mostNs === undefined ? {} : {mostNs: Number(mostNs)}),
      text: formatBounds(outage),
    },
  ];
}
