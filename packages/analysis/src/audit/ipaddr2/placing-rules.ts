/** Rules about whether and where IPaddr2 can hold the address. */

import type {FindingDraft, RuleOf} from '../rules/rule.js';
import {refusalsOf} from './refusals.js';
import {type IpResource, isOfIpv6Family, parameterOf, placeOfParameter, resourceSubject} from './resource.js';

type Ipaddr2Rule = RuleOf<readonly IpResource[]>;

export const AGENT = 'https://github.com/ClusterLabs/resource-agents/blob/main/heartbeat/IPaddr2';

export const ipaddr2Refused: Ipaddr2Rule = {
  code: 'IPADDR2_REFUSED',
  severity: 'error',
  title: 'IPaddr2 does not start with these parameters',
  thread: AGENT,
  find: resources =>
    resources.flatMap(resource =>
      refusalsOf(resource).map(({parameter, text, remedy}) => ({
        subject: resourceSubject(resource),
        where: [placeOfParameter(resource, parameter)],
        evidence: `resource ${resource.id}: ${text}`,
        consequence: 'the start fails on every node: no node has the address',
        remedy,
      })),
    ),
};

/** From the agent's metadata, on its main branch (August 2026) and in releases up to 4.18; only the latter have clusterip_hash. */
const PARAMETERS: ReadonlySet<string> = new Set(
  [
    'ip nic cidr_netmask broadcast proto iflabel mac network_namespace check_link_status',
    'lvs_support lvs_ipv6_addrlabel lvs_ipv6_addrlabel_value unique_clone_address flush_routes',
    'clusterip_hash clusterip_firewall clusterip_hash_seed clusterip_table clusterip_chain clusterip_mac_mangle',
    'arp_interval arp_count arp_count_refresh arp_bg arp_sender send_arp_opts run_arping',
    'nodad noprefixroute preferred_lft',
  ].flatMap(line => line.split(' ')),
);

export const ipaddr2UnknownParameter: Ipaddr2Rule = {
  code: 'IPADDR2_UNKNOWN_PARAMETER',
  severity: 'warning',
  title: 'IPaddr2 has no such parameter',
  thread: AGENT,
  find: resources =>
    resources.flatMap(resource =>
      [...resource.parameters]
        .filter(([name]) => !PARAMETERS.has(name) && !name.startsWith('$'))
        .map(([name, {value, place}]) => ({
          subject: resourceSubject(resource),
          where: [place],
          evidence: `resource ${resource.id} has ${name}=${value}`,
          consequence: 'the agent ignores it, so it has no effect',
          remedy: `correct the name, or remove it`,
        })),
    ),
};

export const ipaddr2Twice: Ipaddr2Rule = {
  code: 'IPADDR2_TWICE',
  severity: 'error',
  title: 'two IPaddr2 resources have the same address',
  thread: AGENT,
  find: resources =>
    resources.flatMap((resource, index) => {
      const first = resources.slice(0, index).find(other => isSame(other, resource));
      return first === undefined ? [] : [twice(first, resource)];
    }),
};

function isSame(one: IpResource, other: IpResource): boolean {
  const [ip, otherIp] = [parameterOf(one, 'ip'), parameterOf(other, 'ip')];
  const isOnePlace = parameterOf(one, 'network_namespace') === parameterOf(other, 'network_namespace');
  return ip !== '' && ip.toLowerCase() === otherIp.toLowerCase() && one.node === other.node && isOnePlace;
}

function twice(first: IpResource, second: IpResource): FindingDraft {
  const ip = parameterOf(second, 'ip');
  return {
    subject: `${ip} (${first.id}, ${second.id})`,
    where: [placeOfParameter(first, 'ip'), placeOfParameter(second, 'ip')],
    evidence: `the resources ${first.id} and ${second.id} both have ${ip}`,
    consequence: 'on two nodes, both hold it; on one node, whichever stops first removes it from the other',
    remedy: 'keep one of them, and make everything that needs the address depend on it',
  };
}

export const ipaddr2RouteDecides: Ipaddr2Rule = {
  code: 'IPADDR2_ROUTE_DECIDES',
  severity: 'note',
  title: "each node's routing table determines the interface or the prefix length",
  thread: 'https://github.com/ClusterLabs/resource-agents/blob/main/heartbeat/findif.sh',
  find: resources =>
    resources.flatMap(resource => {
      const missing = ['nic', 'cidr_netmask'].filter(name => parameterOf(resource, name) === '');
      if (missing.length === 0) return [];
      const route = isOfIpv6Family(resource) ? 'the route' : 'the connected route';
      return [
        {
          subject: resourceSubject(resource),
          where: [resource.place],
          evidence: `resource ${resource.id} has no ${missing.join(' and no ')}`,
          consequence: `each node takes ${missing.length === 1 ? 'it' : 'them'} from ${route} with the lowest metric that covers ${parameterOf(resource, 'ip')}; without one, the start fails`,
          remedy: `add ${missing.join(' and ')}`,
        },
      ];
    }),
};
