/** One failure moves the address, one success moves it back. */

import {eachScript} from './each-script.js';
import type {Rule} from './rule.js';

export const scriptFlaps: Rule = {
  code: 'SCRIPT_FLAPS',
  severity: 'warning',
  title: 'one failed run moves the address, one good run moves it back',
  thread: 'https://www.keepalived.org/manpage.html',
  find: eachScript(
    ({fall, rise}) => fall === 1 && rise === 1,
    ([{script}]) => ({
      places: item => [item.script.placeOf('fall')],
      evidence: `the check ${script.name} has fall 1 and rise 1`,
      consequence:
        'a check that fails occasionally moves the address back and forth: failing every fifth run, 6 moves and 3.7 s dark in 40 s',
      remedy: 'use fall 3, and rise 2 or more',
    }),
  ),
};
