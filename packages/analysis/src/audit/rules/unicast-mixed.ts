/** One node uses unicast, the other multicast. */

import {eachDifference} from './pairs.js';
import {bothHoldText, KEEPALIVED_ISSUES, memberName, type Rule, subjectOf} from './rule.js';

export const unicastMixed: Rule = {
  code: 'UNICAST_MIXED',
  severity: 'error',
  splits: true,
  title: 'one node advertises by unicast, the other by multicast',
  thread: `${KEEPALIVED_ISSUES}2256`,
  proof: 'start',
  find: eachDifference(
    ({instance}) => `${instance.unicast}`,
    ({first, second}) => {
      if (first.instance.unicast === second.instance.unicast) return undefined;
      const [uni, multi] = first.instance.unicast ? [first, second] : [second, first];
      const how = multi.instance.unicastGiven ? ', because no peer is left' : '';
      return {
        subject: subjectOf([first, second]),
        where: [multi.instance.placeOf('unicast_peer'), uni.instance.placeOf('unicast_peer')],
        evidence: `${memberName(uni)} advertises by unicast, ${memberName(multi)} by multicast${how}`,
        consequence: bothHoldText([first, second]),
        remedy: 'use unicast_peer on every node, or on none',
      };
    },
  ),
};
