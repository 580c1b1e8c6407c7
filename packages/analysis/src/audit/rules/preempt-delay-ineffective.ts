/** `preempt_delay` that another setting clears, or that is on the node that does not need it. */

import {formatSeconds, returnMs} from '../calculations/timing.js';
import {healthyPriority, type Member} from '../cluster.js';
import {eachRouter} from './pairs.js';
import {KEEPALIVED_MANUAL, memberName, type Rule, subjectOf} from './rule.js';

export const preemptDelayIneffective: Rule = {
  code: 'PREEMPT_DELAY_INEFFECTIVE',
  severity: 'warning',
  title: 'preempt_delay does not delay the return of the address',
  thread: KEEPALIVED_MANUAL,
  proof: 'failback',
  find: eachRouter(({members}) => {
    const cleared = members.filter(
      ({instance: {preemptDelayMs, nopreempt}}) =>
        preemptDelayMs.given > 0 && preemptDelayMs.effective === 0 && !nopreempt.effective,
    );
    const [first] = cleared;
    if (first !== undefined)
      return {
        subject: subjectOf(cleared),
        where: cleared.flatMap(({instance}) => [
          instance.placeOf('preempt_delay'),
          instance.placeOf('state'),
        ]),
        evidence: `${cleared.map(memberName).join(' and ')}: preempt_delay is cleared by ${first.instance.state === 'MASTER' ? 'state MASTER' : 'strict mode'}`,
        consequence: `${first.node.name} takes the address back ${back(first)} after its start, not ${formatSeconds(first.instance.preemptDelayMs.given)} later`,
        remedy: 'use state BACKUP',
      };
    const [higher, ...others] = members;
    const lower = others.find(({instance}) => instance.preemptDelayMs.effective > 0);
    if (higher === undefined || lower === undefined || higher.instance.preemptDelayMs.given > 0)
      return undefined;
    if (
      higher.instance.nopreempt.effective ||
      healthyPriority(higher.instance) <= healthyPriority(lower.instance)
    )
      return undefined;
    return {
      subject: subjectOf([higher, lower]),
      where: [lower.instance.placeOf('preempt_delay'), higher.instance.placeOf('priority')],
      evidence: `only ${memberName(lower)} has preempt_delay, and ${memberName(higher)} has the higher priority`,
      consequence: `${higher.node.name} takes the address back ${back(higher)} after its start`,
      remedy: `use preempt_delay on ${higher.node.name}`,
    };
  }),
};

function back({instance, node}: Member): string {
  const prompt = {...instance, preemptDelayMs: {given: 0, effective: 0}};
  return formatSeconds(
    returnMs(prompt, healthyPriority(instance), node.config.globals.startupDelayMs, instance),
  );
}
