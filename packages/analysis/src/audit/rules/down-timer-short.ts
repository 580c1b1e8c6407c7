/** A single missed advertisement makes the other node take over. */

import {formatSeconds} from '../calculations/timing.js';
import {eachRouter} from './pairs.js';
import {memberName, type Rule, subjectOf} from './rule.js';

export const downTimerShort: Rule = {
  code: 'DOWN_TIMER_SHORT',
  severity: 'warning',
  title: 'one lost advertisement is enough for a second owner',
  thread: 'https://www.rfc-editor.org/rfc/rfc5798#section-6.1',
  find: eachRouter(({members}) => {
    const short = members.filter(({instance}) => instance.downTimerAdverts === 1);
    const [first] = short;
    if (first === undefined) return undefined;
    return {
      subject: subjectOf(short),
      where: short.map(({instance, node}) =>
        instance.has('down_timer_adverts')
          ? instance.placeOf('down_timer_adverts')
          : (node.config.globals.placeOf('vrrp_down_timer_adverts') ?? instance.place),
      ),
      evidence: `${short.map(memberName).join(' and ')}: down_timer_adverts 1`,
      consequence: `a master that pauses for ${formatSeconds(first.instance.advertMs * 2)} is joined by a second owner`,
      remedy: 'use 3, the default',
    };
  }),
};
