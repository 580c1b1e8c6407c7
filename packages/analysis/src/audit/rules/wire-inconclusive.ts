/** A capture too short to tell. */

import {formatSeconds} from '../calculations/timing.js';
import {areUnheard} from '../wire/unheard.js';
import {type FindingDraft, KEEPALIVED_MANUAL, type Rule, subjectOf} from './rule.js';

export const wireInconclusive: Rule = {
  code: 'WIRE_INCONCLUSIVE',
  severity: 'note',
  title: 'in the capture: not enough to say whether a router from the files is advertised',
  thread: KEEPALIVED_MANUAL,
  find: ({wire, routers, nodes}): FindingDraft[] => {
    if (wire === undefined) return [];
    if (wire.advertised === 0)
      return [
        {
          subject: nodes.map(({name}) => name).join(', '),
          where: routers.flatMap(({members}) => members.slice(0, 1).map(({instance}) => instance.place)),
          evidence: `there is no advertisement of VRRP in the capture${wire.lengthMs === 0 ? '' : `, which is ${formatSeconds(wire.lengthMs)} long`}`,
          consequence: 'it does not show what is running: whether any node advertises, and which, is unknown',
          remedy: REMEDY,
        },
      ];
    return areUnheard(wire, 'too short').map(({router: {members}, vrids, neededMs}) => ({
      subject: subjectOf(members),
      where: members.map(({instance}) => instance.placeOf('virtual_router_id')),
      evidence: `no node advertises VRID ${vrids} in the capture, which is ${formatSeconds(wire.lengthMs)} long`,
      consequence: `whether any node does is unknown: three intervals are ${formatSeconds(neededMs)}`,
      remedy: REMEDY,
    }));
  },
};

const REMEDY = 'capture protocol 112 on the interface of the instance, for more than three intervals';
