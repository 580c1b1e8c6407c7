/** Addresses of both families in one instance. */

import {abridged, agreeing} from '../../text/count-text.js';
import {eachRouter} from './pairs.js';
import {KEEPALIVED_ISSUES, memberName, type Rule, subjectOf} from './rule.js';

export const familyMixed: Rule = {
  code: 'FAMILY_MIXED',
  severity: 'error',
  title: 'addresses of the other family are ignored',
  thread: `${KEEPALIVED_ISSUES}631`,
  proof: 'start',
  find: eachRouter(({members}) => {
    const mixed = members.filter(({instance}) => instance.wrongFamily.length > 0);
    // Without an address it has no family; the cause is reported separately.
    const decided = members.filter(({instance: {vips, wrongFamily}}) => vips.length + wrongFamily.length > 0);
    const families = new Set(decided.map(({instance}) => instance.family));
    if (mixed.length === 0 && families.size < 2) return undefined;
    const ignored = [...new Set(mixed.flatMap(({instance}) => instance.wrongFamily.map(({ip}) => ip)))];
    const each = decided.map(member => `${memberName(member)} is IPv${member.instance.family}`).join(' and ');
    return {
      subject: subjectOf(members),
      where: [
        ...mixed.flatMap(({instance}) => instance.wrongFamily.slice(0, 1).map(({place}) => place)),
        ...(mixed.length > 0 ? [] : decided.map(({instance}) => instance.place)),
      ],
      evidence: `the first address decides: ${each}${ignored.length > 0 ? `; ignored there: ${abridged(ignored)}` : ''}`,
      consequence:
        families.size > 1
          ? 'each node serves only its own family, and has no standby'
          : `${agreeing(ignored, 'is', 'are')} on no node`,
      remedy:
        'use one instance per family (IPv6: a link-local address first), or put the other family in virtual_ipaddress_excluded',
    };
  }),
};
