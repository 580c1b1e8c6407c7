/** A check that may hang for longer than a failing one takes to count. */

import {formatSeconds, hangMs, scriptSpan} from '../calculations/timing.js';
import {eachScript} from './each-script.js';
import type {Rule} from './rule.js';

export const scriptHangs: Rule = {
  code: 'SCRIPT_HANGS',
  severity: 'warning',
  title: 'a check that hangs is abandoned late',
  thread: 'https://www.keepalived.org/manpage.html',
  find: eachScript(
    ({timeout, interval, fall}) => timeout > interval * fall,
    ([{script}]) => ({
      places: item => [item.script.placeOf('timeout')],
      evidence: `the check ${script.name} may take ${script.timeout} s; it runs every ${script.interval} s and fails ${script.fall} times before it counts`,
      consequence: `a service that does not answer is noticed after ${formatSeconds(hangMs(script))}, one that refuses within ${formatSeconds(scriptSpan(script).most)}`,
      remedy: `use a timeout below ${script.interval * script.fall}, or a limit in the script itself`,
    }),
  ),
};
