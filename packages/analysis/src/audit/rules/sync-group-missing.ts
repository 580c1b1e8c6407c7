/** Two networks of one router that do not move together. */

import type {Cluster, Member, Router} from '../cluster.js';
import {healthyPriority} from '../cluster.js';
import {KEEPALIVED_MANUAL, type Rule} from './rule.js';

export const syncGroupMissing: Rule = {
  code: 'SYNC_GROUP_MISSING',
  severity: 'warning',
  title: 'instances on two networks of one router are in no sync group',
  thread: KEEPALIVED_MANUAL,
  find(cluster) {
    const apart = looseOnes(cluster);
    const [first] = apart;
    if (first === undefined || new Set(apart.map(({iface}) => iface)).size < 2) return [];
    const names = apart.map(({router}) => router.name);
    return [
      {
        subject: names.join(', '),
        where: apart.flatMap(({router}) => router.members.map(({instance}) => instance.place)),
        evidence: `${apart.map(({router, iface}) => `${router.name} is on ${iface}`).join(', ')}, all preferred on ${first.node}, in no vrrp_sync_group`,
        consequence: `when one link of ${first.node} fails, one address moves, and the others stay: traffic goes through a node that has lost its other side`,
        remedy: `use a vrrp_sync_group with ${names.join(' and ')}`,
      },
    ];
  },
};

/** Routers of one preferred node that are free to move by themselves: those that the first one of them has beside it. */
function looseOnes({routers}: Cluster): {router: Router; node: string; iface: string}[] {
  const loose = routers.flatMap(router => {
    const [first, second] = router.members as [Member, Member?];
    const isEven =
      second !== undefined && healthyPriority(first.instance) === healthyPriority(second.instance);
    const {iface, syncGroup} = first.instance;
    return syncGroup !== undefined || iface === undefined || isEven
      ? []
      : [{router, node: first.node.name, iface}];
  });
  return loose.filter(({node}) => node === loose[0]?.node);
}
