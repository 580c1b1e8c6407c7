/** `nopreempt` that another setting clears, or that is on the node that does not need it. */

import {formatSeconds, returnMs} from '../calculations/timing.js';
import {healthyPriority} from '../cluster.js';
import {eachRouter} from './pairs.js';
import {KEEPALIVED_ISSUES, memberName, type Rule, subjectOf} from './rule.js';

export const nopreemptIneffective: Rule = {
  code: 'NOPREEMPT_INEFFECTIVE',
  severity: 'warning',
  title: 'nopreempt does not keep the address from moving back',
  thread: `${KEEPALIVED_ISSUES}1290`,
  proof: 'failback',
  find: eachRouter(({members}) => {
    const cleared = members.filter(({instance: {nopreempt}}) => nopreempt.given && !nopreempt.effective);
    const [first] = cleared;
    if (first !== undefined) {
      const {basePriority} = first.instance;
      const by = basePriority === 255 ? `priority ${basePriority}` : 'state MASTER';
      return {
        subject: subjectOf(cleared),
        where: cleared.flatMap(({instance}) => [
          instance.placeOf('nopreempt'),
          instance.placeOf(basePriority === 255 ? 'priority' : 'state'),
        ]),
        evidence: `${cleared.map(memberName).join(' and ')}: nopreempt is cleared by ${by}`,
        consequence: `${first.node.name} takes the address back ${backAfter(first)} after its start`,
        remedy: `use state BACKUP on every node, and a priority of 254 or less`,
      };
    }
    const [higher, ...others] = members;
    const lower = others.find(({instance}) => instance.nopreempt.effective);
    if (higher === undefined || lower === undefined || higher.instance.nopreempt.given) return undefined;
    if (healthyPriority(higher.instance) <= healthyPriority(lower.instance)) return undefined;
    return {
      subject: subjectOf([higher, lower]),
      where: [lower.instance.placeOf('nopreempt'), higher.instance.placeOf('priority')],
      evidence: `only ${memberName(lower)} has nopreempt, and ${memberName(higher)} has the higher priority`,
      consequence: `${higher.node.name} takes the address back ${backAfter(higher)} after its start`,
      remedy: `use nopreempt on ${higher.node.name}`,
    };
  }),
};

function backAfter({instance, node}: Parameters<typeof memberName>[0]): string {
  const {startupDelayMs} = node.config.globals;
  return formatSeconds(
    returnMs(
      {...instance, preemptDelayMs: {given: 0, effective: 0}},
      healthyPriority(instance),
      startupDelayMs,
      instance,
    ),
  );
}
