/**
 * The results of the runs, as events and tables.
 *
 * @module
 */

import type {Bounds} from '@vip/analysis';
import {largest, type Spread, smallest, spreadOf} from '@vip/analysis/internal';
import {nodeAt} from '../evidence.js';
import type {LessonSettings} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import type {ClientRun} from './round.js';
import {seconds, signed} from './times.js';

/** One event a run. */
export function recordRuns(workshop: Workshop, results: readonly ClientRun[]): void {
  for (const [index, {client, timers, ageMs, predictedMs, darkMs}] of results.entries()) {
    workshop.measured({
      kind: 'healed',
      node: client.node,
      run: index + 1,
      drawnMs: timers.reachableMs,
      ageMs,
      predictedMs,
      ...(darkMs === undefined ? {} : {darkMs}),
    });
  }
}

/** The shortest and the longest outage; undefined if one had not ended. */
export function darkBounds(results: readonly ClientRun[]): Bounds | undefined {
  const dark = results.flatMap(({darkMs}) => darkMs ?? []);
  if (dark.length === 0 || dark.length < results.length) return undefined;
  const ns = (ms: number) => BigInt(Math.round(ms * 1e6));
  return {leastNs: ns(smallest(dark)), mostNs: ns(largest(dark))};
}

export function showWalk(
  workshop: Workshop,
  {client, walk, movedAt}: ClientRun,
  settings: LessonSettings,
  runs: number,
): void {
  const which = runs === 1 ? '' : ` in the first of ${runs} runs`;
  workshop.table(
    `How ${client.node}'s entry changed${which} (+0: the VIP moved):`,
    ['at', 'state', 'MAC of', 'lasted', 'ended by', 'set to'],
    walk.map(({at, state, mac, lastedMs, ruler}, index) => [
      signed(Number(at - movedAt) / 1e6),
      state,
      nodeAt(settings, mac),
      lastedMs === undefined ? '' : seconds(lastedMs),
      index === walk.length - 1 ? '' : ruler.name,
      index === walk.length - 1 || ruler.setMs === undefined ? '' : seconds(ruler.setMs),
    ]),
  );
}

/** Every run, and the distribution of all. */
export function showRuns(workshop: Workshop, results: readonly ClientRun[]): void {
  const sorted = [...results].sort((a, b) => a.timers.reachableMs - b.timers.reachableMs);
  workshop.table(
    'Every run, sorted by the reachable_time that the kernel drew:',
    ['drawn', 'age of entry', 'predicted', 'outage'],
    sorted.map(({timers, ageMs, predictedMs, darkMs}) => [
      seconds(timers.reachableMs),
      seconds(ageMs),
      seconds(predictedMs),
      darkMs === undefined ? 'not over' : seconds(darkMs),
    ]),
  );
  const drawn = spreadOf(results.map(({timers}) => timers.reachableMs));
  const dark = spreadOf(results.flatMap(({darkMs}) => darkMs ?? []));
  const rest = spreadOf(
    results.flatMap(({darkMs, predictedMs}) => (darkMs === undefined ? [] : darkMs - predictedMs)),
  );
  const row = (name: string, spread: Spread | undefined) => [
    name,
    ...(spread === undefined ? ['', '', ''] : [spread.min, spread.median, spread.max].map(seconds)),
  ];
  workshop.table(
    `The distribution over ${results.length} runs:`,
    ['', 'min', 'median', 'max'],
    [row('drawn', drawn), row('outage', dark), row('beyond prediction', rest)],
  );
  const [{timers} = {timers: undefined}] = results;
  if (timers === undefined) return;
  const half = timers.baseReachableMs / 2;
  workshop.tell(
    `The draw, uniform between ${seconds(half)} and ${seconds(3 * half)}, explains the spread. The rest is how ` +
      'coarsely the kernel keeps long timers: an eighth late at most.',
  );
}
