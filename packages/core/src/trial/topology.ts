/**
 * The lab of a trial: every node has a cable of its own into the switch, so that the switch can do to each what
 * networks do, and the code under test never notices who did it. Pure.
 *
 * @module
 */

import {
  claimants,
  familiesOf,
  type LabSettings,
  type Station,
  type StationName,
  SWITCH,
  settingsFamily,
  type TrialEvent,
  topologyOf,
} from '@vip/analysis';
import {type IpFamily, ipFamilyOf, VipError} from '@vip/arp';
import {
  addressed,
  addressedWithLinkLocal,
  cable,
  defaultRoute,
  portTo,
  switchCommands,
  up,
} from '../lab/building-blocks.js';
import {type Interface, isIpv6Station} from '../lab/interface.js';
import {HOST, type IpCommand, type NodeWork, type Sysctls} from '../lab/plan.js';
import {
  forwarding,
  holderSysctls,
  ipv6Sysctls,
  merged,
  neighbourPath,
  observerSysctls,
  QUIET_DEFAULTS,
  SYSCTL_FAMILY,
  usualDetection,
} from '../lab/sysctls.js';
import type {LabTopology} from '../lab/topology.js';

/**
 * @param clientSysctls by interface-independent name (`base_reachable_time_ms`), set for each observer's interface below
 *   net/ipv4/neigh, net/ipv6/conf and so on, where the name belongs
 */
export function cabledTopology(
  record: Pick<TrialEvent, 'settings' | 'second'>,
  clientSysctls: Readonly<Record<string, string>>,
): LabTopology {
  const families = familiesOf(record);
  const at = (name: StationName) => families.map(settings => settings[name]) as unknown as Interface;
  const [client, ext, router, far, remote] = [
    at('client'),
    at('ext'),
    at('router'),
    at('routerRemote'),
    at('remote'),
  ];
  const holders = holdersOf(families);
  const onLink = [...holders, client, ext, router];
  const nodes = [SWITCH, ...[...holders, ext, router, remote].map(([{node}]) => node)];
  const patient = (station: Interface, then: readonly IpCommand[] = []) =>
    ready(station, then, {...observerSysctls(station), ...clientSettings(station, clientSysctls)});
  const gateway = patient(router, addressed(far));
  return {
    ...topologyOf({kind: 'trial', ...record}),
    nodes,
    defaults: QUIET_DEFAULTS,
    stages: [
      {
        name: 'trial',
        steps: [
          [
            {
              node: HOST,
              sysctls: QUIET_DEFAULTS,
              commands: [
                ...onLink.map(([{node, iface}], index) =>
                  cable(index, [node, iface], [SWITCH, portTo(node)]),
                ),
                cable(onLink.length, [far[0].node, far[0].iface], [remote[0].node, remote[0].iface]),
              ],
            },
          ],
          [
            {node: SWITCH, commands: switchCommands(onLink.map(([{node}]) => portTo(node)))},
            ...holders.map(holder => holding(holder, routes(router))),
            patient(client, routes(router)),
            patient(ext, routes(router)),
            {
              ...gateway,
              sysctls: {...gateway.sysctls, ...ipv6Of(far), ...forwarding([...router, ...far])},
            },
            ready(remote, routes(far), ipv6Of(remote)),
          ],
          holders
            .filter(holder => holder.some(isIpv6Station))
            .map(([holder]) => ({node: holder.node, sysctls: usualDetection(holder)})),
        ],
      },
    ],
  };
}

/** Those who can have the VIP, or claim to: the same nodes in each family. */
function holdersOf(families: readonly LabSettings[]): Interface[] {
  const [first = [], ...others] = families.map(claimants);
  return first.map((station, index) => [station, ...others.flatMap(each => each[index] ?? [])]);
}

function ready(station: Interface, then: readonly IpCommand[], sysctls: Sysctls): NodeWork {
  const [{node}] = station;
  return {node, sysctls, commands: [...(node === HOST ? [] : up('lo')), ...addressed(station), ...then]};
}

function holding(station: Interface, then: readonly IpCommand[]): NodeWork {
  const [first] = station;
  return {
    node: first.node,
    sysctls: holderSysctls(first),
    commands: [...up('lo'), ...addressedWithLinkLocal(station), ...then],
  };
}

/** A default route for each family. */
function routes(gateway: Interface): IpCommand[] {
  return gateway.map(({address}) => defaultRoute('add', address.address));
}

function ipv6Of(stations: Interface): Sysctls {
  return merged(stations.filter(isIpv6Station).map(ipv6Sysctls));
}

/** What the user sets, in each family that knows it. */
function clientSettings(stations: Interface, settings: Readonly<Record<string, string>>): Sysctls {
  const entries = stations.flatMap(station =>
    Object.entries(settings)
      .filter(([name]) => (ONLY_IN[name] ?? familyOf(station)) === familyOf(station))
      .map(([name, value]) => [pathOf(station, name), value]),
  );
  return Object.fromEntries(entries);
}

function pathOf(station: Station, name: string): string {
  if (NEIGHBOUR_SETTINGS.has(name)) return neighbourPath(station, name);
  return `net/${SYSCTL_FAMILY[familyOf(station)]}/conf/${station.iface}/${name}`;
}

function familyOf({address}: Station): IpFamily {
  return ipFamilyOf(address.address);
}

/** Settings of conf that one family alone has, and that a trial of both may be given (ip-sysctl.rst). */
const ONLY_IN: Readonly<Record<string, IpFamily>> = {
  arp_accept: 'IPv4',
  arp_announce: 'IPv4',
  arp_filter: 'IPv4',
  arp_ignore: 'IPv4',
  arp_notify: 'IPv4',
  drop_gratuitous_arp: 'IPv4',
  accept_untracked_na: 'IPv6',
  drop_unsolicited_na: 'IPv6',
  ndisc_notify: 'IPv6',
};

/**
 * Settings that mean nothing in any of the families would be set nowhere.
 *
 * @throws VipError `BAD_ARGUMENT`
 */
export function checkClientSysctls(families: readonly LabSettings[], names: readonly string[]): void {
  const stray = names.find(name => {
    const family = ONLY_IN[name];
    return family !== undefined && families.every(settings => settingsFamily(settings) !== family);
  });
  if (stray === undefined) return;
  const expected = families.map(settingsFamily).join(' or ');
  throw new VipError('BAD_ARGUMENT', `client sysctl: expected a setting of ${expected}, got ${stray}`);
}

/** Names below net/ipv4/neigh and net/ipv6/neigh; all others are below conf (kernel, ip-sysctl.rst). */
const NEIGHBOUR_SETTINGS: ReadonlySet<string> = new Set([
  'base_reachable_time_ms',
  'delay_first_probe_time',
  'gc_stale_time',
  'locktime',
  'mcast_resolicit',
  'mcast_solicit',
  'retrans_time_ms',
  'ucast_solicit',
]);
