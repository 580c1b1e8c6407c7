/** Two networks of one router that fail over independently. */

import {grouped} from '../../collections/grouped.js';
import type {ConfiguredCluster, Member, Router} from '../cluster.js';
import {healthyPriority} from '../cluster.js';
import {type FindingDraft, KEEPALIVED_MANUAL, type Rule} from './rule.js';

export const syncGroupMissing: Rule = {
  code: 'SYNC_GROUP_MISSING',
  severity: 'warning',
  title: 'instances on two networks of one router are not in a sync group',
  thread: KEEPALIVED_MANUAL,
  find: cluster => [...loose(cluster), ...uneven(cluster)],
};

function loose(cluster: ConfiguredCluster): FindingDraft[] {
  const apart = looseOnes(cluster);
  const [first] = apart;
  if (first === undefined || new Set(apart.map(({iface}) => iface)).size < 2) return [];
  const names = apart.map(({router}) => router.name);
  return [
    {
      subject: names.join(', '),
      where: apart.flatMap(({router}) => router.members.map(({instance}) => instance.place)),
      evidence: `${apart.map(({router, iface}) => `${router.name} is on ${iface}`).join(' and ')}, all preferred on ${first.node}, in no vrrp_sync_group`,
      consequence: `when one link of ${first.node} fails, one address moves, and the others stay: traffic goes through a node that has lost its other side`,
      remedy: `use a vrrp_sync_group with ${names.join(' and ')}`,
    },
  ];
}

/** Routers with the same preferred node that can move independently, next to the first of them. */
function looseOnes({routers}: ConfiguredCluster): {router: Router; node: string; iface: string}[] {
  const loose = routers.flatMap(router => {
    if (unevenness(router) !== undefined) return [];
    const [first, second] = router.members as [Member, Member?];
    const isEven =
      second !== undefined && healthyPriority(first.instance) === healthyPriority(second.instance);
    const {iface} = first.instance;
    return isGrouped(first) || iface === undefined || isEven ? [] : [{router, node: first.node.name, iface}];
  });
  return loose.filter(({node}) => node === loose[0]?.node);
}

/** Together with another router's instance: alone in a group, it still moves alone. */
function isGrouped({instance, node}: Member): boolean {
  const {syncGroup} = instance;
  if (syncGroup === undefined) return false;
  return (node.config.groups.find(({name}) => name === syncGroup)?.members.length ?? 0) > 1;
}

interface Uneven {
  readonly first: Member;
  readonly tied: Member;
  readonly free: Member;
}

/** A router that is in a sync group on one node but not on the other. */
function unevenness({members}: Router): Uneven | undefined {
  const [first, ...others] = members as [Member, ...Member[]];
  const other = others.find(member => isGrouped(member) !== isGrouped(first));
  if (other === undefined) return undefined;
  return isGrouped(first) ? {first, tied: first, free: other} : {first, tied: other, free: first};
}

/** One finding per group. */
function uneven({routers}: ConfiguredCluster): FindingDraft[] {
  const found = routers.flatMap(router => unevenness(router) ?? []);
  const groups = grouped(found, ({tied}) => `${tied.node.name} ${tied.instance.syncGroup}`);
  return [...groups.values()].map(members => {
    const [{first, tied, free}] = members as [Uneven];
    const isDark = tied !== first;
    const names = members.map(member => member.tied.instance.name).join(' and ');
    return {
      subject: `${names} (${tied.node.name}, ${free.node.name})`,
      where: members.flatMap(member => [member.free.instance.place, member.tied.instance.place]),
      evidence: `${names} on ${tied.node.name} are in sync group ${tied.instance.syncGroup}, and on ${free.node.name} in none`,
      consequence: isDark
        ? `when one link of ${free.node.name} fails, ${tied.node.name} does not take its address while ${free.node.name} has the others: no node has it`
        : `after a failover the addresses on ${free.node.name} move one by one: traffic goes through a node that has lost its other side`,
      remedy: 'use the same vrrp_sync_group on every node',
      ...(isDark ? {severity: 'error' as const} : {}),
    };
  });
}
