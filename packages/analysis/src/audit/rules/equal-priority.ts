/** Nobody is preferred. */

import {healthyPriority, totalPriority} from '../cluster.js';
import type {Instance} from '../keepalived/model/instance.js';
import {readNumber} from '../keepalived/numbers.js';
import {checkEffects} from './check-effect.js';
import {eachPair} from './pairs.js';
import {KEEPALIVED_ISSUES, placesOf, type Rule, subjectOf} from './rule.js';

export const equalPriority: Rule = {
  code: 'EQUAL_PRIORITY',
  severity: 'warning',
  title: 'the nodes have the same priority',
  thread: `${KEEPALIVED_ISSUES}1528`,
  proof: 'start',
  find: eachPair(({router, first, second}) => {
    const one = healthyPriority(first.instance);
    if (
      one !== healthyPriority(second.instance) ||
      one === 255 ||
      wasRefused(first.instance) ||
      wasRefused(second.instance)
    )
      return undefined;
    const members = [first, second];
    const cut = members.filter(({instance}) => totalPriority(instance) !== one);
    if (cut.length > 0 && checkEffects({nodes: [], routers: [router]}).some(({cause}) => cause === 'clamped'))
      return undefined;
    return {
      subject: subjectOf(members),
      where: placesOf(members, 'priority'),
      evidence: `${first.node.name} and ${second.node.name} both have priority ${one}${cut.length === 0 ? '' : `: ${cut.map(({node, instance}) => `${sumOf(instance)} on ${node.name}`).join(' and ')} ${cut.length === 1 ? 'is' : 'are'} cut to that`}`,
      consequence:
        'the higher address wins when they start together, and after a partition; otherwise the node that has the address keeps it',
      remedy:
        cut.length === 0
          ? 'use different priorities'
          : 'use priorities that with every weight added stay within 1 to 254, and differ',
    };
  }),
};

/** `250 + 60`. */
function sumOf(instance: Instance): string {
  const weights = totalPriority(instance) - instance.basePriority;
  return `${instance.basePriority} ${weights < 0 ? '-' : '+'} ${Math.abs(weights)}`;
}

/** What is wrong with the priority itself, or the state that it came from, is reported as such. */
function wasRefused({
  priorityGiven,
  stateGiven,
}: {
  priorityGiven: {value: string} | undefined;
  stateGiven: {value: string} | undefined;
}): boolean {
  if (priorityGiven !== undefined)
    return readNumber(priorityGiven.value, 1, 255, false).problem !== undefined;
  return stateGiven !== undefined && !['MASTER', 'BACKUP'].includes(stateGiven.value);
}
