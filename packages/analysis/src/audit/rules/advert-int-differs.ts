/** Version 2 drops advertisements with another interval. */

import {areComparable, eachDifference} from './pairs.js';
import {bothHoldText, KEEPALIVED_MANUAL, memberName, placesOf, type Rule, subjectOf} from './rule.js';

export const advertIntDiffers: Rule = {
  code: 'ADVERT_INT_DIFFERS',
  severity: 'error',
  splits: true,
  title: 'version 2 drops advertisements with a different interval',
  thread: KEEPALIVED_MANUAL,
  proof: 'start',
  find: eachDifference(
    ({instance}) => `${instance.advertMs}`,
    pair => {
      const {first, second} = pair;
      const [one, other] = [first.instance.advertMs, second.instance.advertMs];
      if (!areComparable(pair) || first.instance.version !== 2 || one === other) return undefined;
      const members = [first, second];
      return {
        subject: subjectOf(members),
        where: placesOf(members, 'advert_int'),
        evidence: `${memberName(first)} advertises every ${one / 1000} s, ${memberName(second)} every ${other / 1000} s`,
        consequence: bothHoldText(members),
        remedy: 'use the same advert_int on every node',
      };
    },
  ),
};
