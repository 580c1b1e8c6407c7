/** Nobody is preferred. */

import {totalPriority} from '../cluster.js';
import {eachPair} from './pairs.js';
import {KEEPALIVED_ISSUES, placesOf, type Rule, subjectOf} from './rule.js';

export const equalPriority: Rule = {
  code: 'EQUAL_PRIORITY',
  severity: 'warning',
  title: 'the nodes have the same priority',
  thread: `${KEEPALIVED_ISSUES}1528`,
  proof: 'start',
  find: eachPair(({first, second}) => {
    const one = totalPriority(first.instance);
    if (
      one !== totalPriority(second.instance) ||
      one === 255 ||
      wasRefused(first.instance) ||
      wasRefused(second.instance)
    )
      return undefined;
    const members = [first, second];
    return {
      subject: subjectOf(members),
      where: placesOf(members, 'priority'),
      evidence: `${first.node.name} and ${second.node.name} both have priority ${one}`,
      consequence:
        'the higher address wins when they start together, and after a partition; otherwise the node that has the address keeps it',
      remedy: 'use different priorities',
    };
  }),
};

/** What is wrong with the priority itself, or the state that it came from, is reported as such. */
function wasRefused({
  priorityGiven,
  stateGiven,
}: {
  priorityGiven: {value: string} | undefined;
  stateGiven: {value: string} | undefined;
}): boolean {
  if (priorityGiven !== undefined)
    return !/^\d+$/.test(priorityGiven.value) || Number(priorityGiven.value) > 255;
  return stateGiven !== undefined && !['MASTER', 'BACKUP'].includes(stateGiven.value);
}
