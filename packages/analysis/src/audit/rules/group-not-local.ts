/** A group that switches may prune. */

import type {Member} from '../cluster.js';
import type {Place} from '../keepalived/source.js';
import {eachRouter} from './pairs.js';
import {bothHoldText, KEEPALIVED_ISSUES, type Rule, subjectOf} from './rule.js';

export const groupNotLocal: Rule = {
  code: 'GROUP_NOT_LOCAL',
  severity: 'warning',
  title: 'a snooping switch may prune the multicast group',
  thread: `${KEEPALIVED_ISSUES}1663`,
  find: eachRouter(({members}) => {
    const far = members.filter(
      ({instance: {group, family}}) => family === 4 && group !== undefined && !group.startsWith('224.0.0.'),
    );
    const [first] = far;
    if (first === undefined) return undefined;
    return {
      subject: subjectOf(far),
      where: far.map(groupPlace),
      evidence: `the multicast group is ${first.instance.group}, outside 224.0.0.0/24`,
      consequence: `behind a snooping switch without a querier, advertisements do not arrive: ${bothHoldText(members)}`,
      remedy: 'use 224.0.0.18, or a querier in that network',
    };
  }),
};

/** In the instance, otherwise in global_defs. */
export function groupPlace({instance, node}: Member): Place {
  if (instance.has('mcast_dst_ip')) return instance.placeOf('mcast_dst_ip');
  const keyword = instance.family === 6 ? 'vrrp_mcast_group6' : 'vrrp_mcast_group4';
  return node.config.globals.placeOf(keyword) ?? instance.place;
}
