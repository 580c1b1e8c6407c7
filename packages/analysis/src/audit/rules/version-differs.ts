/** Version 2 on one node, 3 on the other. */

import type {Member} from '../cluster.js';
import type {Place} from '../keepalived/source.js';
import {eachDifference} from './pairs.js';
import {bothHoldText, memberName, type Rule, subjectOf} from './rule.js';

export const versionDiffers: Rule = {
  code: 'VERSION_DIFFERS',
  severity: 'error',
  splits: true,
  title: 'the nodes speak different versions of VRRP',
  thread: 'https://www.rfc-editor.org/rfc/rfc5798#section-7.1',
  proof: 'start',
  find: eachDifference(
    ({instance}) => `${instance.version}`,
    ({first, second}) => {
      const [one, other] = [first.instance, second.instance];
      if (one.family !== other.family || one.version === other.version) return undefined;
      return {
        subject: subjectOf([first, second]),
        where: [versionPlace(first), versionPlace(second)],
        evidence: `${memberName(first)} speaks version ${one.version}, ${memberName(second)} version ${other.version}`,
        consequence: bothHoldText([first, second]),
        remedy: 'use the same vrrp_version on every node; with IPv6 it is 3',
      };
    },
  ),
};

/** In the instance, otherwise in global_defs. */
export function versionPlace({instance, node}: Member): Place {
  if (instance.has('version')) return instance.placeOf('version');
  return node.config.globals.placeOf('vrrp_version') ?? instance.place;
}
