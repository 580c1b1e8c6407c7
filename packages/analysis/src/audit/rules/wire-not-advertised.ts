/** A router in the files that no node advertises. */

import {formatSeconds} from '../calculations/timing.js';
import {areUnheard} from '../wire/unheard.js';
import {KEEPALIVED_MANUAL, type Rule, subjectOf, vipsOf} from './rule.js';

export const wireNotAdvertised: Rule = {
  code: 'WIRE_NOT_ADVERTISED',
  severity: 'warning',
  title: 'in the capture: none of the nodes advertises a router from the files',
  thread: KEEPALIVED_MANUAL,
  find: ({wire}) =>
    areUnheard(wire, 'long enough').map(({router: {members, name}, strangers, vrids}) => {
      const [first] = members;
      const vips = first === undefined ? 'its addresses' : vipsOf(first);
      const since = formatSeconds(wire?.lengthMs ?? 0);
      const other = strangers[0];
      const there =
        other === undefined
          ? 'advertisements of other routers only'
          : `those of ${other.speaker.router} only`;
      return {
        subject: subjectOf(members),
        where: [
          ...members.map(({instance}) => instance.placeOf('virtual_router_id')),
          ...(other === undefined ? [] : [{frame: other.speaker.frame}]),
        ],
        evidence: `no node advertises VRID ${vrids} for ${vips} in ${since} of capture, which has ${there}`,
        consequence:
          other === undefined
            ? `${name} does not run on any node, or the capture is not from its network: which of the two is unknown`
            : `the nodes wait for ${other.speaker.router}, do not run ${name}, or are not heard here: which of them is unknown`,
        remedy: "check keepalived's log on the nodes, and capture on the interface of the instance",
      };
    }),
};
