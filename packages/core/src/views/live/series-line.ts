/**
 * The progress of a series of trials, and its results so far. Pure.
 *
 * @module
 */

import type {Bounds} from '@vip/analysis';
import {counted, formatDuration, worstBy} from '@vip/analysis/internal';
import type {Distribution} from '../../trial/distribution.js';
import {FIGURES, shownFigures} from '../series-lines.js';
import type {Canvas} from './canvas.js';
import {drawProgress} from './frame.js';
import {piece, type StyledLine} from './paint.js';

export interface SeriesState {
  /** The run in progress, counted from 1; runs up to 0 are warm-ups. */
  readonly run: number;
  readonly runs: number;
  readonly warmup: number;
  /** Runs that are over, warm-ups included, and how long they took. Milliseconds. */
  readonly over: number;
  readonly overMs: number;
  /** The distributions of the runs so far; empty before the first has ended. */
  readonly distributions: readonly Distribution[];
}

/** @param elapsedMs milliseconds since the series began */
export function drawSeries(series: SeriesState, elapsedMs: number, canvas: Canvas): StyledLine[] {
  const {run, runs, warmup, over, overMs} = series;
  const total = runs + warmup;
  const name = run < 1 ? `Warm-up ${run + warmup} of ${warmup}` : `Run ${run} of ${runs}`;
  const leftMs = (overMs / over) * (total - over) - (elapsedMs - overMs);
  const left = over === 0 || over === total ? '' : `, about ${formatLeft(Math.max(0, leftMs))} left`;
  return [
    drawProgress({text: `${name}${left}`, fraction: over / total}, canvas),
    [piece(` ${formatFigures(series.distributions)}`)],
  ];
}

/** The upper bounds for the observer that was in the dark the longest. */
function formatFigures(distributions: readonly Distribution[]): string {
  const worst = worstBy(distributions, ({max}) => max);
  if (worst === undefined) return 'Outage: no run has ended';
  const {observer, runs, unfinished} = worst;
  const figures = shownFigures([worst]).flatMap(figure => {
    const bounds = worst[figure];
    return bounds === undefined ? [] : [`${FIGURES[figure]} ${formatMost(bounds)}`];
  });
  const open = unfinished === 0 ? '' : `, ${unfinished} not ended`;
  return `Outage at ${observer} in ${counted(runs, 'run')}: ${figures.join(', ')}${open}`;
}

function formatMost({leastNs, mostNs}: Bounds): string {
  return mostNs === undefined ? `> ${formatDuration(leastNs)}` : formatDuration(mostNs);
}

/** An estimate, and therefore without a fraction: `45 s`, `3 min`. */
function formatLeft(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
