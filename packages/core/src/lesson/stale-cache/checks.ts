/**
 * What is expected of every run.
 *
 * @module
 */

import {latestMs} from '@vip/analysis/internal';
import type {LessonSettings, LessonStation} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import type {ClientRun} from './round.js';
import {DATING_MS, isFullWalk, keepsTime, statesOf, type TimedStep} from './timed-walk.js';
import {seconds} from './times.js';

/** An expectation for each run, and the evidence shown for a run that did not meet it. */
interface Expectation {
  readonly expected: string;
  readonly holds: (run: ClientRun) => boolean;
  readonly shows: (run: ClientRun) => string;
}

export function checkClientRuns(
  workshop: Workshop,
  results: readonly ClientRun[],
  {passive}: LessonSettings,
): void {
  for (const {expected, holds, shows} of expectationsOf(passive)) {
    workshop.expect(expected, results.every(holds), seen(results, holds, shows));
  }
}

/** The evidence for all runs: the first unexpected one, if any. */
function seen(
  results: readonly ClientRun[],
  holds: Expectation['holds'],
  shows: Expectation['shows'],
): string {
  const odd = results.find(run => !holds(run));
  if (results.length === 1) return shows(results[0] as ClientRun);
  const many = results.filter(holds).length;
  return `${many} of ${results.length} runs${odd === undefined ? '' : `; not ${shows(odd)}`}`;
}

function expectationsOf({node, mac}: LessonStation): readonly Expectation[] {
  return [
    {
      expected: `the entry ends up with the MAC of ${node}`,
      holds: ({walk}) => isFullWalk(walk) && walk.at(-1)?.mac === mac,
      shows: ({walk}) => statesOf(walk).join(' '),
    },
    {
      expected: 'each timer ended its state when it was due, or an eighth later at most',
      holds: ({walk}) => keepsTime(walk),
      shows: ({walk}) => timesOf(walk),
    },
    {expected: 'the outage ends when the timers say', holds: isAsPredicted, shows: predictedAndMeasured},
    {
      expected: "the client's own request corrected it",
      holds: ({healing}) => healing?.cause === 'own-question',
      shows: ({healing}) => healing?.says ?? healing?.cause ?? 'it was not corrected',
    },
  ];
}

/** How long each state except the last lasted, compared with its timer. */
function timesOf(walk: readonly TimedStep[]): string {
  return walk
    .slice(0, -1)
    .flatMap(({state, lastedMs = 0, ruler: {setMs}}) =>
      setMs === undefined ? [] : `${state} ${seconds(lastedMs)} of ${seconds(setMs)}`,
    )
    .join(', ');
}

function isAsPredicted({darkMs, predictedMs, ageMs}: ClientRun): boolean {
  return (
    darkMs !== undefined &&
    darkMs >= predictedMs - DATING_MS &&
    darkMs <= latestMs(predictedMs + ageMs) - ageMs + DATING_MS
  );
}

function predictedAndMeasured({darkMs, predictedMs, drewAnew}: ClientRun): string {
  return (
    `predicted ${seconds(predictedMs)}${drewAnew ? ' (redrawn meanwhile)' : ''}, ` +
    `measured ${darkMs === undefined ? 'no end' : seconds(darkMs)}`
  );
}
