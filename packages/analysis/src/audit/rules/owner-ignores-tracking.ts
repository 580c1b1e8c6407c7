/** Priority 255: weights are dropped. */

import {agreeing} from '../../text/count-text.js';
import {eachRouter} from './pairs.js';
import {KEEPALIVED_MANUAL, memberName, type Rule, subjectOf, vipsOf} from './rule.js';

export const ownerIgnoresTracking: Rule = {
  code: 'OWNER_IGNORES_TRACKING',
  severity: 'error',
  title: 'with priority 255, checks with a weight have no effect',
  thread: KEEPALIVED_MANUAL,
  proof: 'checks-fail',
  find: eachRouter(({members}) => {
    const owners = members.filter(({instance}) =>
      instance.droppedTracks.some(({because, keepsWatching}) => because === 'owner' && !keepsWatching),
    );
    const [first] = owners;
    if (first === undefined) return undefined;
    const names = first.instance.droppedTracks.map(({track}) => track.name);
    const {instance} = first;
    const why =
      instance.priorityGiven === undefined
        ? 'state MASTER without a priority is 255'
        : 'priority 255 owns the address';
    return {
      subject: subjectOf(owners),
      where: owners.flatMap(member => [
        member.instance.placeOf(member.instance.priorityGiven === undefined ? 'state' : 'priority'),
        ...member.instance.droppedTracks.map(({track}) => track.place),
      ]),
      evidence: `${memberName(first)}: ${why}, and ${agreeing(names, 'has', 'have')} a weight`,
      consequence: `${agreeing(names, 'is', 'are')} dropped: ${first.node.name} keeps ${vipsOf(first)} with a dead service`,
      remedy: 'use a priority of 254 or less',
    };
  }),
};
