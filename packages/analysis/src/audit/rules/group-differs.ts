/** Different multicast groups. */

import {groupPlace} from './group-not-local.js';
import {eachDifference} from './pairs.js';
import {bothHoldText, KEEPALIVED_ISSUES, memberName, type Rule, subjectOf} from './rule.js';

export const groupDiffers: Rule = {
  code: 'GROUP_DIFFERS',
  severity: 'error',
  splits: true,
  title: 'the nodes advertise to different multicast groups',
  thread: `${KEEPALIVED_ISSUES}1663`,
  proof: 'start',
  find: eachDifference(
    ({instance}) => `${instance.group}`,
    ({first, second}) => {
      const [one, other] = [first.instance.group, second.instance.group];
      const isOneFamily = first.instance.family === second.instance.family;
      if (!isOneFamily || one === undefined || other === undefined || one === other) return undefined;
      return {
        subject: subjectOf([first, second]),
        where: [groupPlace(second), groupPlace(first)],
        evidence: `${memberName(first)} advertises to ${one}, ${memberName(second)} to ${other}`,
        consequence: bothHoldText([first, second]),
        remedy: 'use the same group on every node; switches do not prune 224.0.0.18',
      };
    },
  ),
};
