/**
 * What is expected of every run.
 *
 * @module
 */

import {latestMs} from '@vip/analysis';
import type {LessonSettings} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import type {ClientRun} from './round.js';
import {DATING_MS, isFullWalk, keepsTime, statesOf} from './timed-walk.js';
import {seconds} from './times.js';

export function checkClientRuns(
  workshop: Workshop,
  results: readonly ClientRun[],
  {passive}: LessonSettings,
): void {
  const all = (holds: (run: ClientRun) => boolean) => results.every(holds);
  const seen = (holds: (run: ClientRun) => boolean, one: (run: ClientRun) => string) => {
    const [odd] = results.filter(run => !holds(run));
    const shown = odd ?? (results[0] as ClientRun);
    if (results.length === 1) return one(shown);
    const many = results.filter(holds).length;
    return `${many} of ${results.length} runs${odd === undefined ? '' : `; not ${one(odd)}`}`;
  };
  const walked = ({walk}: ClientRun) => isFullWalk(walk) && walk.at(-1)?.mac === passive.mac;
  workshop.expect(
    `the entry ends up with the MAC of ${passive.node}`,
    all(walked),
    seen(walked, ({walk}) => statesOf(walk).join(' ')),
  );
  const onTime = ({walk}: ClientRun) => keepsTime(walk);
  workshop.expect(
    'each timer ended its state when it was due, or an eighth later at most',
    all(onTime),
    seen(onTime, ({walk}) =>
      walk
        .slice(0, -1)
        .flatMap(({state, lastedMs = 0, ruler: {setMs}}) =>
          setMs === undefined ? [] : `${state} ${seconds(lastedMs)} of ${seconds(setMs)}`,
        )
        .join(', '),
    ),
  );
  const asPredicted = ({darkMs, predictedMs, ageMs}: ClientRun) =>
    darkMs !== undefined &&
    darkMs >= predictedMs - DATING_MS &&
    darkMs <= latestMs(predictedMs + ageMs) - ageMs + DATING_MS;
  workshop.expect(
    'the outage ends when the timers say',
    all(asPredicted),
    seen(
      asPredicted,
      ({darkMs, predictedMs, drewAnew}) =>
        `predicted ${seconds(predictedMs)}${drewAnew ? ' (redrawn meanwhile)' : ''}, ` +
        `measured ${darkMs === undefined ? 'no end' : seconds(darkMs)}`,
    ),
  );
  const byItself = ({healing}: ClientRun) => healing?.cause === 'own-question';
  workshop.expect(
    "the client's own request corrected it",
    all(byItself),
    seen(byItself, ({healing}) => healing?.says ?? healing?.cause ?? 'it was not corrected'),
  );
}
