/**
 * How many, and how long.
 *
 * @module
 */

import {durationWord} from '@vip/analysis/internal';
import {DEFAULTS} from '@vip/core/internal/defaults';
import {durationFrom} from '../values/duration.js';
import {wholeNumberFrom} from '../values/number.js';
import {valued, valuedFrom} from './option.js';

/** `--count` of a command that repeats something. @param what the thing counted */
export const count = (what: string, standard: number) =>
  valuedFrom('-c, --count <n>', what, wholeNumberFrom(1), String(standard));

/** `--count` of a command that ends after that many frames. */
export const MOST_FRAMES = valued(
  '-c, --count <n>',
  'stop after showing this many frames',
  wholeNumberFrom(1),
);

export const STOP_AFTER = valued(
  '-d, --duration <duration>',
  'stop after this long (default: at ^C)',
  durationFrom(1, '1ms'),
);

export const WAIT = valuedFrom(
  '-W, --wait <duration>',
  'how long to wait for answers each time',
  durationFrom(1, '1ms'),
  durationWord(DEFAULTS.askWaitMs),
);

/** Number of runs. */
export const RUNS = valued('--runs <n>', 'repetitions (default: 1)', wholeNumberFrom(1)).helpGroup('Series:');
