/**
 * What the runs came to, as events and tables.
 *
 * @module
 */

import type {LabSettings} from '@vip/analysis';
import {type Spread, spreadOf} from '@vip/analysis';
import {nodeAt} from '../evidence.js';
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

export function showWalk(
  workshop: Workshop,
  {client, walk, movedAt}: ClientRun,
  settings: LabSettings,
  runs: number,
): void {
  const which = runs === 1 ? '' : ` in the first of ${runs} runs`;
  workshop.table(
    `The walk of ${client.node}'s entry${which} (+0: the VIP moved):`,
    ['at', 'state', 'MAC of', 'lasted', 'ruled by', 'set to'],
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
    'Every run, by the reachable_time that the kernel drew:',
    ['drew', 'age of entry', 'predicted', 'in the dark'],
    sorted.map(({timers, ageMs, predictedMs, darkMs}) => [
      seconds(timers.reachableMs),
      seconds(ageMs),
      seconds(predictedMs),
      darkMs === undefined ? 'to the end' : seconds(darkMs),
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
    [row('drawn', drawn), row('in the dark', dark), row('more than predicted', rest)],
  );
  const [{timers} = {timers: undefined}] = results;
  if (timers === undefined) return;
  const half = timers.baseReachableMs / 2;
  workshop.tell(
    `The draw, even between ${seconds(half)} and ${seconds(3 * half)}, explains the spread: what is left of it beside the ` +
      'prediction is how coarse the kernel keeps long timers, an eighth at most.',
  );
}
