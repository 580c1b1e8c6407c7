/** State and priority contradict each other. */

import {healthyPriority} from '../cluster.js';
import {eachPair} from './pairs.js';
import {memberName, type Rule, subjectOf} from './rule.js';

export const roleInverted: Rule = {
  code: 'ROLE_INVERTED',
  severity: 'note',
  title: 'the node with state BACKUP has the higher priority',
  thread: 'https://www.keepalived.org/manpage.html',
  proof: 'start',
  find: eachPair(({first, second}) => {
    const [higher, lower] = [first.instance, second.instance];
    const isInverted = higher.stateGiven?.value === 'BACKUP' && lower.stateGiven?.value === 'MASTER';
    if (!isInverted || healthyPriority(higher) <= healthyPriority(lower)) return undefined;
    return {
      subject: subjectOf([first, second]),
      where: [higher.placeOf('state'), lower.placeOf('state')],
      evidence: `${memberName(first)} is BACKUP with priority ${healthyPriority(higher)}, ${memberName(second)} MASTER with ${healthyPriority(lower)}`,
      consequence: `${first.node.name} is the master: the priority decides, and the state is only the initial one`,
      remedy: 'use state BACKUP on both, or swap the priorities',
    };
  }),
};
