/** One address in two instances of a node, or in an instance and in static_ipaddress. */

import {type AuditNode, type ConfiguredCluster, healthyPriority, type Member} from '../cluster.js';
import type {Instance} from '../keepalived/model/instance.js';
import type {Place} from '../keepalived/source.js';
import {type FindingDraft, KEEPALIVED_MANUAL, type Rule} from './rule.js';

export const vipTwice: Rule = {
  code: 'VIP_TWICE',
  severity: 'error',
  title: 'an address is configured twice on a node',
  thread: KEEPALIVED_MANUAL,
  find: cluster => [...ofInstances(cluster), ...ofStatics(cluster)],
};

interface Sharing {
  readonly node: AuditNode;
  readonly one: Instance;
  readonly other: Instance;
  readonly ip: string;
}

/** One finding for two instances that share addresses, over all nodes. */
function ofInstances(cluster: ConfiguredCluster): FindingDraft[] {
  const pairs = new Map<string, [Sharing, ...Sharing[]]>();
  for (const node of cluster.nodes)
    for (const sharing of sharingOn(node)) {
      const key = [sharing.one.name, sharing.other.name].toSorted().join('\n');
      const group = pairs.get(key);
      if (group === undefined) pairs.set(key, [sharing]);
      else if (!group.some(({node: known}) => known === node)) group.push(sharing);
    }
  return [...pairs.values()].map(group => draftOf(cluster, group));
}

/** Instances of a sync group move together and remove the address together. */
function sharingOn(node: AuditNode): Sharing[] {
  const owners = new Map<string, Instance>();
  const sharing: Sharing[] = [];
  for (const instance of node.config.instances)
    for (const ip of new Set([...instance.vips, ...instance.excluded].map(vip => vip.ip))) {
      const one = owners.get(ip);
      if (one === undefined) owners.set(ip, instance);
      else if (isSamePlace(one, instance, ip) && !isTogether(one, instance))
        sharing.push({node, one, other: instance, ip});
    }
  return sharing;
}

function isTogether(one: Instance, other: Instance): boolean {
  return one.syncGroup !== undefined && one.syncGroup === other.syncGroup;
}

/** One address may be used on two separate networks. */
function isSamePlace(one: Instance, other: Instance, ip: string): boolean {
  return deviceOf(one, ip) === deviceOf(other, ip);
}

function entryOf({vips, excluded}: Instance, ip: string) {
  return [...vips, ...excluded].find(vip => vip.ip === ip);
}

function deviceOf(instance: Instance, ip: string): string | undefined {
  return entryOf(instance, ip)?.dev ?? instance.iface;
}

function placeOf(instance: Instance, ip: string): Place {
  return entryOf(instance, ip)?.place ?? instance.place;
}

function draftOf({routers}: ConfiguredCluster, group: readonly [Sharing, ...Sharing[]]): FindingDraft {
  const [{one, other, ip}] = group;
  const masters = [one, other].map(instance => {
    const router = routers.find(({members}) => members.some(member => member.instance === instance));
    return router?.members[0];
  });
  const [first, second] = masters;
  const isApart = first !== undefined && second !== undefined && first.node !== second.node;
  const names = `${one.name} and ${other.name}`;
  return {
    subject: `${names} (${group.map(({node}) => node.name).join(', ')})`,
    where: group.flatMap(item => [placeOf(item.one, item.ip), placeOf(item.other, item.ip)]),
    evidence: `${names} both have ${ip}`,
    consequence: isApart
      ? `${masterOf(first)} and ${masterOf(second)}: both nodes hold ${ip}`
      : `the first of the two that leaves a node takes ${ip} with it, while the other is master there`,
    remedy: `keep ${ip} in one of them, or put both into a sync group`,
    ...(isApart ? {} : {severity: 'warning' as const}),
  };
}

function masterOf({node, instance}: Member): string {
  return `${instance.name} is master on ${node.name}, at ${healthyPriority(instance)}`;
}

/** Static addresses exist as long as the daemon runs, whichever node is master. */
function ofStatics({nodes}: ConfiguredCluster): FindingDraft[] {
  const found = nodes.flatMap(node =>
    node.config.instances.flatMap(instance =>
      node.config.statics
        .filter(({ip}) => entryOf(instance, ip) !== undefined)
        .map(({ip, place}) => ({node, instance, ip, place})),
    ),
  );
  const [first] = found;
  if (first === undefined) return [];
  const on = [...new Set(found.map(({node}) => node.name))];
  return [
    {
      subject: `${first.instance.name} (${on.join(', ')})`,
      where: found.flatMap(({instance, ip, place}) => [place, placeOf(instance, ip)]),
      evidence: `${first.ip} is a virtual address of ${first.instance.name}, and in static_ipaddress`,
      consequence: `${on.join(' and ')} ${on.length === 1 ? 'holds' : 'hold'} ${first.ip} as long as keepalived runs, whichever node is master`,
      remedy: `remove ${first.ip} from static_ipaddress`,
    },
  ];
}
