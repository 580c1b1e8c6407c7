/** Members of a group that prefer different nodes. */

import {healthyPriority} from '../cluster.js';
import {KEEPALIVED_MANUAL, type Rule} from './rule.js';

export const syncGroupPriorities: Rule = {
  code: 'SYNC_GROUP_PRIORITIES',
  severity: 'warning',
  title: 'the members of a sync group prefer different nodes',
  thread: KEEPALIVED_MANUAL,
  find({nodes, routers}) {
    const groups = new Set(nodes.flatMap(({config}) => config.groups.map(({name}) => name)));
    return [...groups].flatMap(name => {
      const inGroup = routers.filter(
        ({members}) => members.some(({instance}) => instance.syncGroup === name) && members.length > 1,
      );
      const clear = inGroup.filter(
        ({members: [one, other]}) =>
          one !== undefined &&
          other !== undefined &&
          healthyPriority(one.instance) !== healthyPriority(other.instance),
      );
      const preferred = new Set(clear.map(({members}) => members[0]?.node.name));
      if (preferred.size < 2) return [];
      const each = clear
        .map(({name: router, members}) => `${router} prefers ${members[0]?.node.name}`)
        .join('; ');
      return [
        {
          subject: `vrrp_sync_group ${name}`,
          where: clear.flatMap(({members}) => members.map(({instance}) => instance.placeOf('priority'))),
          evidence: each,
          consequence: 'the first node to start keeps all of them, and they do not move back',
          remedy: 'use the same order of priorities for every member',
        },
      ];
    });
  },
};
