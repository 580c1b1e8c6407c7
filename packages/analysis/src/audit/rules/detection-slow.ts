/** A check that is slow to detect a failure. */

import {formatSecondsRange, scriptSpan} from '../calculations/timing.js';
import {eachScript} from './each-script.js';
import type {Rule} from './rule.js';

/** A shorter detection time is not reported. Seconds. */
const SLOW = 10;

export const detectionSlow: Rule = {
  code: 'DETECTION_SLOW',
  severity: 'note',
  title: 'a dead service is noticed late',
  thread: 'https://www.keepalived.org/manpage.html',
  proof: 'checks-fail',
  find: eachScript(
    ({interval, fall}) => interval * fall > SLOW,
    ([{script}]) => ({
      places: item => [item.script.placeOf('interval')],
      evidence: `the check ${script.name} runs every ${script.interval} s and fails ${script.fall} times before it counts`,
      consequence: `a dead service is noticed after ${formatSecondsRange(scriptSpan(script))}`,
      remedy: 'use a shorter interval with the same number of failures',
    }),
  ),
};
