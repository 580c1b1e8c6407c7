/** A check of the process instead of the service. */

import type {VrrpScript} from '../keepalived/model/script.js';
import {eachScript} from './each-script.js';
import type {Rule} from './rule.js';

export const scriptWeak: Rule = {
  code: 'SCRIPT_WEAK',
  severity: 'warning',
  title: 'a check tests whether a process exists, not whether it answers',
  thread: 'https://github.com/openshift/machine-config-operator/issues/3441',
  find: eachScript(
    script => weaknessOf(script) !== undefined,
    ([{script}]) => ({
      places: item => [item.script.command.place],
      evidence: `the check ${script.name} runs ${weaknessOf(script)}`,
      consequence: `a service that hangs or does not listen is "up": the address stays on a node whose service does not answer`,
      remedy: 'query the service as its clients do, over its port',
    }),
  ),
};

function weaknessOf({command}: VrrpScript): string | undefined {
  const text = command.value.join(' ');
  return /\b(?:killall5? (?:-0|-s 0)|pidof|pgrep|kill -0|ps [^|]*\|.*?grep|systemctl (?:\S+ )*?(?:is-active|status)|service \S+ status)\b/.exec(
    text,
  )?.[0];
}
