/** `vrrp_strict`: packets to the address are dropped. */

import {eachRouter} from './pairs.js';
import {KEEPALIVED_ISSUES, placesOf, type Rule, subjectOf, vipsOf} from './rule.js';

export const strictDropsVip: Rule = {
  code: 'STRICT_DROPS_VIP',
  severity: 'error',
  title: 'strict mode drops everything sent to the address',
  thread: `${KEEPALIVED_ISSUES}1142`,
  proof: 'start',
  darkens: true,
  find: eachRouter(({members}) => {
    const dropping = members.filter(
      ({instance}) => instance.strict && !instance.accept && instance.basePriority !== 255,
    );
    const [first] = dropping;
    if (first === undefined) return undefined;
    const places = dropping.map(({instance, node}) =>
      instance.has('strict_mode')
        ? instance.placeOf('strict_mode')
        : (node.config.globals.placeOf('vrrp_strict') ?? instance.place),
    );
    const isAccepting = dropping.some(({instance}) => instance.has('accept'));
    return {
      subject: subjectOf(dropping),
      where: [...places, ...(isAccepting ? placesOf(dropping, 'accept') : [])],
      evidence: isAccepting
        ? 'strict mode, and accept, which version 2 resets'
        : 'strict mode without accept',
      consequence: `on the master, a netfilter rule drops everything sent to ${vipsOf(first)}; advertisements and announcements look healthy${dropping.some(({instance}) => instance.unicast) ? '; with unicast, keepalived 2.4 exits instead' : ''}`,
      remedy: 'remove vrrp_strict and strict_mode, or use version 3 with accept in every instance',
    };
  }),
};
