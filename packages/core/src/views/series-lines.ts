/**
 * The results of many trials, as lines that fit 80 columns. Pure.
 *
 * @module
 */

import {type Bounds, formatBounds} from '@vip/analysis';
import {counted, wrap} from '@vip/analysis/internal';
import {findingLine} from '@vip/analysis/internal/findings';
import {type Baseline, comparisonText} from '../trial/baseline.js';
import {differencesText} from '../trial/conditions.js';
import type {Distribution} from '../trial/distribution.js';
import type {Judgement} from '../trial/judgement.js';
import {formatExceeded} from '../trial/judgement-words.js';
import {markedLines} from './marked-lines.js';
import {formatTable} from './table.js';

/** The results of many trials. */
export function formatSeries(distributions: readonly Distribution[]): string[] {
  const figures = shownFigures(distributions);
  const hasOpen = distributions.some(({unfinished}) => unfinished > 0);
  const rows = distributions.map(distribution => [
    distribution.observer,
    ...figures.map(figure => boundsOf(distribution[figure])),
    ...(hasOpen ? [String(distribution.unfinished)] : []),
  ]);
  return formatTable({
    title: `Outages of ${counted(distributions[0]?.runs ?? 0, 'run')}, ordered by upper bound`,
    columns: ['observer', ...figures.map(figure => FIGURES[figure]), ...(hasOpen ? ['not ended'] : [])],
    rows,
  });
}

/** The names of the figures of a distribution. */
export const FIGURES = {min: 'shortest', p50: 'p50', p95: 'p95', max: 'longest'} as const;

/** The figures worth showing: the shortest, too, if there are too few runs for a percentile. */
export function shownFigures(distributions: readonly Distribution[]): (keyof typeof FIGURES)[] {
  const has = (figure: 'p50' | 'p95') =>
    distributions.some(distribution => distribution[figure] !== undefined);
  return [
    ...(has('p95') ? [] : (['min'] as const)),
    ...(has('p50') ? (['p50'] as const) : []),
    ...(has('p95') ? (['p95'] as const) : []),
    'max',
  ];
}

function boundsOf(bounds: Bounds | undefined): string {
  return bounds === undefined ? '-' : formatBounds(bounds);
}

/** How the series compares with its baseline, a line for each observer, and what else has changed since. */
export function formatComparisons(
  {compared, differences}: Pick<Judgement, 'compared' | 'differences'>,
  {name}: Pick<Baseline, 'name'>,
): string[] {
  if (compared.length === 0) return [];
  return [
    '',
    ...wrap(`Compared with ${name}, with a confidence of 99 %:`),
    ...compared.map(one => `  ${one.observer}: ${comparisonText(one)}`),
    ...(differences.length === 0 ? [] : wrap(differencesText(differences))),
  ];
}

/** Everything that exceeded a limit, run by run. */
export function judgementLines(judgement: Judgement): string[] {
  return [
    ...formatExceeded(judgement),
    ...judgement.failures.map(({run, ...finding}) => `run ${run}: ${findingLine(finding)}`),
  ];
}

/** The same for the terminal. */
export function formatJudgement(judgement: Judgement): string[] {
  return judgementLines(judgement).flatMap(markedLines);
}
