/** Two nodes with priority 255. */

import {listed} from '../../text/count-text.js';
import {formatSeconds} from '../calculations/timing.js';
import {eachRouter} from './pairs.js';
import {type Rule, subjectOf} from './rule.js';

export const ownerBoth: Rule = {
  code: 'OWNER_BOTH',
  severity: 'error',
  title: 'two nodes claim to own the address',
  thread: 'https://www.rfc-editor.org/rfc/rfc5798#section-5.2.4',
  proof: 'start',
  find: eachRouter(({members}) => {
    const owners = members.filter(({instance}) => instance.basePriority === 255);
    const [first] = owners;
    if (first === undefined || owners.length < 2) return undefined;
    const {downTimerAdverts, advertMs} = first.instance;
    return {
      subject: subjectOf(owners),
      where: owners.map(({instance}) =>
        instance.placeOf(instance.priorityGiven === undefined ? 'state' : 'priority'),
      ),
      evidence: `${listed(owners.map(({node}) => node.name))} have priority 255 (state MASTER without a priority is 255)`,
      consequence: `${owners.length === 2 ? 'both' : 'all'} lower themselves to 254 and yield: no node has the address for ${formatSeconds(downTimerAdverts * advertMs)} when they start together, with keepalived 2.2; with 2.4 one keeps it`,
      remedy: 'use different priorities of 254 or less',
    };
  }),
};
