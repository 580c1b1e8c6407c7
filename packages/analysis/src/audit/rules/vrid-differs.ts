/** One address, two VRIDs. */

import {eachDifference} from './pairs.js';
import {bothHoldText, memberName, placesOf, type Rule, subjectOf} from './rule.js';

export const vridDiffers: Rule = {
  code: 'VRID_DIFFERS',
  severity: 'error',
  splits: true,
  title: 'the nodes have different VRIDs for the same address',
  thread: 'https://github.com/sous-chefs/keepalived/issues/24',
  proof: 'start',
  find: eachDifference(
    ({instance}) => `${instance.vrid}`,
    ({first, second}) => {
      const [one, other] = [first.instance.vrid, second.instance.vrid];
      if (one === undefined || other === undefined || one === other) return undefined;
      const members = [first, second];
      return {
        subject: subjectOf(members),
        where: placesOf(members, 'virtual_router_id'),
        evidence: `${memberName(first)} has VRID ${one}, ${memberName(second)} ${other}`,
        consequence: `${bothHoldText(members)}; nothing is logged`,
        remedy: 'use the same virtual_router_id on every node',
      };
    },
  ),
};
