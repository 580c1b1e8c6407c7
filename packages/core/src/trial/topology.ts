/**
 * The lab of a trial: every node has a cable of its own into the switch, so that the switch can do to each what
 * networks do, and the code under test never notices who did it. Pure.
 *
 * @module
 */

import {claimants, type LabSettings, type Station, SWITCH, topologyOf} from '@vip/analysis';
import {
  addressed,
  addressedInBothFamilies,
  cable,
  defaultRoute,
  FORWARDING,
  linkLocalSysctls,
  portTo,
  QUIET_DEFAULTS,
  switchCommands,
  up,
  usualLocktime,
} from '../lab/building-blocks.js';
import {HOST, type IpCommand, type NodeWork} from '../lab/plan.js';
import type {LabTopology} from '../lab/topology.js';

/**
 * @param observerSysctls by interface-independent name (`base_reachable_time_ms`), set for each observer's
 *   interface below net/ipv4/neigh
 */
export function cabledTopology(
  settings: LabSettings,
  observerSysctls: Readonly<Record<string, string>>,
): LabTopology {
  const {client, ext, router, routerRemote, remote} = settings;
  const holders = claimants(settings);
  const onLink = [...holders, client, ext, router];
  const nodes = [SWITCH, ...[...holders, ext, router, remote].map(({node}) => node)];
  const via = defaultRoute(router.address.address);
  const ready = (station: Station, then: readonly IpCommand[] = []): NodeWork => ({
    node: station.node,
    commands: [...(station.node === HOST ? [] : up('lo')), ...addressed(station), ...then],
  });
  const inBothFamilies = (station: Station, then: readonly IpCommand[] = []): NodeWork => ({
    node: station.node,
    sysctls: linkLocalSysctls(station),
    commands: [...up('lo'), ...addressedInBothFamilies(station), ...then],
  });
  const patient = (station: Station, then: readonly IpCommand[] = []): NodeWork => ({
    ...ready(station, then),
    sysctls: {...usualLocktime(station), ...neighbourSysctls(station, observerSysctls)},
  });
  const forwarding = (work: NodeWork): NodeWork => ({...work, sysctls: {...FORWARDING, ...work.sysctls}});
  return {
    ...topologyOf({kind: 'trial', settings}),
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
                ...onLink.map((station, index) =>
                  cable(index, [station.node, station.iface], [SWITCH, portTo(station.node)]),
                ),
                cable(onLink.length, [router.node, routerRemote.iface], [remote.node, remote.iface]),
              ],
            },
          ],
          [
            {node: SWITCH, commands: switchCommands(onLink.map(({node}) => portTo(node)))},
            ...holders.map(holder => inBothFamilies(holder, [via])),
            patient(client, [via]),
            patient(ext, [via]),
            forwarding(patient(router, addressed(routerRemote))),
            ready(remote, [defaultRoute(routerRemote.address.address)]),
          ],
        ],
      },
    ],
  };
}

function neighbourSysctls(
  {iface}: Station,
  settings: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => {
      const table = NEIGHBOUR_SETTINGS.has(name) ? 'neigh' : 'conf';
      return [`net/ipv4/${table}/${iface}/${name}`, value];
    }),
  );
}

/** Names below net/ipv4/neigh; all others are below net/ipv4/conf (kernel, ip-sysctl.rst). */
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
