/** `virtual_ipaddress_excluded`, which advertisements do not contain. */

import {abridged, agreeing} from '../../text/count-text.js';
import {addressesOf} from '../cluster.js';
import {eachDifference} from './pairs.js';
import {memberName, type Rule, subjectOf} from './rule.js';

export const excludedDiffers: Rule = {
  code: 'EXCLUDED_DIFFERS',
  severity: 'error',
  title: 'an excluded address is on one node only',
  thread: 'https://www.keepalived.org/manpage.html',
  proof: 'node-crash',
  find: eachDifference(
    ({instance}) => `${instance.excluded.map(({ip}) => ip).sort()} ${addressesOf(instance).sort()}`,
    ({first, second}) => {
      const missing = [
        {has: first, lacks: second},
        {has: second, lacks: first},
      ].map(({has, lacks}) => {
        const there = addressesOf(lacks.instance);
        return {has, lacks, ips: has.instance.excluded.map(({ip}) => ip).filter(ip => !there.includes(ip))};
      });
      const found = missing.filter(({ips}) => ips.length > 0);
      const [one] = found;
      if (one === undefined) return undefined;
      return {
        subject: subjectOf([first, second]),
        where: found.flatMap(({has, lacks}) => [
          lacks.instance.placeOf('virtual_ipaddress_excluded'),
          has.instance.placeOf('virtual_ipaddress_excluded'),
        ]),
        evidence: found
          .map(({has, ips}) => `only ${memberName(has)} has ${abridged(ips)} in virtual_ipaddress_excluded`)
          .join('; '),
        consequence: `${agreeing(
          found.flatMap(({ips}) => ips),
          'is',
          'are',
        )} on no node once ${one.lacks.node.name} has taken over; keepalived does not compare excluded addresses`,
        remedy: 'use the same virtual_ipaddress_excluded on every node',
      };
    },
  ),
};
