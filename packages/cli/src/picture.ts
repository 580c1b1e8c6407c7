/**
 * The picture of a run on the terminal, drawn from its events as they arrive.
 *
 * @module
 */

import type {Timeline} from '@vip/analysis';
import {kernelTime} from '@vip/arp/link';
import {
  type Canvas,
  type Distribution,
  drawRun,
  drawSeries,
  type LiveRun,
  liveFailover,
  liveTrial,
  type SeriesState,
} from '@vip/core/internal';
import type {StyledLine} from '@vip/core/internal/paint';
import {closedBy, type LowerPicture, NO_PICTURE, pictureLines} from './lower-picture.js';
import {canDraw, glyphs} from './terminal.js';

/** Draws the failover of a timeline from its first event on; does nothing if nothing can be drawn. */
export function pictureFailover(timeline: Timeline): LowerPicture {
  if (!canDraw()) return NO_PICTURE;
  let run: LiveRun | undefined;
  let picture = NO_PICTURE;
  const stop = timeline.listen(event => {
    run?.take(event);
    if (event.kind !== 'run') return;
    run = liveFailover(event);
    picture = pictureOf(() => run);
  });
  return closedBy(
    () => {
      stop();
      picture.close();
    },
    lines => picture.hasRoomFor(lines),
  );
}

/** Trials, one after another: each is drawn, with the progress of the series below it. */
export interface TrialsPicture extends LowerPicture {
  /** @param run counted from 1; earlier runs are warm-ups */
  begin(run: number, timeline: Timeline): void;
  /** The results of all runs so far. */
  conclude(distributions: readonly Distribution[]): void;
}

export function pictureTrials(runs: number, warmup: number): TrialsPicture {
  let run: LiveRun | undefined;
  let series: SeriesState = {run: 1 - warmup, runs, warmup, over: 0, overMs: 0, distributions: []};
  const startedAt = performance.now();
  const more = (canvas: Canvas) =>
    runs > 1 || warmup > 0 ? drawSeries(series, performance.now() - startedAt, canvas) : [];
  const picture = pictureOf(() => run, more);
  return {
    begin(number, timeline) {
      series = {...series, run: number, over: number + warmup - 1, overMs: performance.now() - startedAt};
      timeline.listen(event => {
        if (event.kind === 'trial') run = liveTrial(event);
        run?.take(event);
      });
    },
    conclude(distributions) {
      series = {...series, distributions, over: series.run + warmup};
    },
    close: picture.close,
    hasRoomFor: picture.hasRoomFor,
    [Symbol.dispose]: picture.close,
  };
}

/** Draws any kind of run, and lines below it. */
export function pictureOf(
  run: () => LiveRun | undefined,
  more: (canvas: Canvas) => readonly StyledLine[] = () => [],
): LowerPicture {
  if (!canDraw()) return NO_PICTURE;
  const chosen = glyphs();
  return pictureLines(size => {
    const current = run();
    const canvas = {...size, glyphs: chosen};
    const below = more(canvas);
    return current === undefined ? below : drawRun(current, kernelTime(), canvas, below);
  });
}
