/** Version 3 learns the master's interval, but a starting node waits for a time based on its own. */

import {listed} from '../../text/count-text.js';
import {detectionMs, formatSeconds} from '../calculations/timing.js';
import {healthyPriority} from '../cluster.js';
import {areComparable, eachDifference, preferredTo} from './pairs.js';
import {memberName, placesOf, type Rule, subjectOf} from './rule.js';

export const advertIntDiffersV3: Rule = {
  code: 'ADVERT_INT_DIFFERS_V3',
  severity: 'warning',
  title: 'a starting node does not wait long enough to hear the master',
  thread: 'https://www.rfc-editor.org/rfc/rfc5798#section-6.1',
  find: eachDifference(
    ({instance}) => `${instance.advertMs}`,
    pair => {
      if (!areComparable(pair) || pair.first.instance.version !== 3) return undefined;
      const [quick, slow] = [pair.first, pair.second].toSorted(
        (a, b) => a.instance.advertMs - b.instance.advertMs,
      );
      if (quick === undefined || slow === undefined) return undefined;
      const wait = detectionMs(quick.instance, healthyPriority(quick.instance));
      const interval = slow.instance.advertMs;
      if (wait >= interval) return undefined;
      const before = preferredTo(pair);
      const chance = Math.round((1 - wait / interval) * 100);
      return {
        subject: subjectOf([quick, slow]),
        where: placesOf([quick, slow], 'advert_int'),
        evidence: `${memberName(quick)} waits ${formatSeconds(wait)} when it starts, ${memberName(slow)} advertises every ${interval / 1000} s`,
        consequence: `${before.length === 0 ? '' : `once ${listed(before)} ${before.length > 1 ? 'are' : 'is'} gone, `}${quick.node.name} takes the address when it starts, in ${chance} of 100 cases, whatever nopreempt and the priorities say`,
        remedy: 'use the same advert_int on every node',
      };
    },
    'all',
  ),
};
