/**
 * The failover lab: every node a namespace of its own, built stage by stage for the narration.
 *
 *   host    uplink0 ── lan;  macvlans in bridge mode on uplink0: mcv-client here, mcv0 in ns0, mcv1 in ns1
 *   lan     a Linux bridge, the switch, with host, ext and router plugged in
 *   remote  behind router
 *
 * @module
 */

import type {LabSettings, Station} from '@vip/analysis';
import {FAR, NEAR, STAGE, SWITCH, topologyOf, UPLINK} from '@vip/analysis/internal';
import {
  addressed,
  cable,
  defaultRoute,
  macvlan,
  portTo,
  switchCommands,
  up,
  type VethEnd,
} from './building-blocks.js';
import {clientStages, holderStage, knowNeighbour, patience} from './failover-stages.js';
import {holdAddress} from './hold-address.js';
import {isIpv6Station} from './interface.js';
import type {LabTopology, TopologyOptions} from './lab-topology.js';
import {HOST, type IpCommand, type NodeWork, type Stage} from './plan.js';
import {forwardingSysctls, ipv6Sysctls, mergeSysctls, QUIET_DEFAULTS} from './sysctls.js';

/** The hermetic lab: every node a namespace of its own. */
export function macvlanTopology({settings, baseReachableMs}: TopologyOptions): LabTopology {
  const {active, passive, client, router} = settings;
  const plugged = pluggedInto(settings);
  const gateway = defaultRoute('add', router.address.address);
  const stations = [...plugged, ...behindRouter(settings).map(({station}) => station), active, passive];
  return {
    ...topologyOf({kind: 'run', settings}),
    nodes: [SWITCH, ...stations.map(({node}) => node)],
    defaults: QUIET_DEFAULTS,
    stages: [
      networkStage(settings, baseReachableMs),
      holderStage(STAGE.active, active, UPLINK, [holdAddress(settings), gateway]),
      holderStage(STAGE.passive, passive, UPLINK, [
        gateway,
        ...NEAR.map(name => knowNeighbour(passive, settings[name])),
      ]),
      ...clientStages(
        client,
        baseReachableMs,
        {steps: [[{node: HOST, commands: [macvlan(client, UPLINK)]}]], sysctls: {}},
        [gateway],
      ),
    ],
  };
}

/** The stations with a cable to the switch. */
function pluggedInto(settings: LabSettings): Station[] {
  return NEAR.map(name => settings[name]).filter(({node}) => node !== HOST);
}

/** Each station behind the router, and the router's side to it. */
function behindRouter(settings: LabSettings): {side: Station; station: Station}[] {
  return FAR.map(([side, name]) => ({side: settings[side], station: settings[name]}));
}

function networkStage(settings: LabSettings, baseReachableMs: number | undefined): Stage {
  const {router} = settings;
  const plugged = pluggedInto(settings);
  const far = behindRouter(settings);
  return {
    name: STAGE.namespaces,
    purpose: 'the switch, the external node, the router and the remote node, each a namespace of its own',
    steps: [
      [{node: HOST, sysctls: QUIET_DEFAULTS, commands: [...cables(settings), ...up(UPLINK)]}],
      [
        {node: SWITCH, commands: switchCommands([HOST, ...plugged.map(({node}) => node)].map(portTo))},
        ...plugged
          .filter(station => station !== router)
          .map(station => ({
            node: station.node,
            sysctls: patience(station, baseReachableMs),
            commands: reachedThrough(station, router),
          })),
        routerWork(settings, baseReachableMs),
        ...far.map(({side, station}) => ({
          node: station.node,
          sysctls: isIpv6Station(station) ? ipv6Sysctls(station) : {},
          commands: reachedThrough(station, side),
        })),
      ],
    ],
  };
}

function cables(settings: LabSettings): IpCommand[] {
  const ends: [VethEnd, VethEnd][] = [
    [
      [HOST, UPLINK],
      [SWITCH, portTo(HOST)],
    ],
  ];
  for (const {node, iface} of pluggedInto(settings)) {
    ends.push([
      [node, iface],
      [SWITCH, portTo(node)],
    ]);
  }
  for (const {side, station} of behindRouter(settings)) {
    ends.push([
      [side.node, side.iface],
      [station.node, station.iface],
    ]);
  }
  return ends.map(([a, b], index) => cable(index + 1, a, b));
}

function reachedThrough(station: Station, gateway: Station): IpCommand[] {
  return [...up('lo'), ...addressed([station]), defaultRoute('add', gateway.address.address)];
}

function routerWork(settings: LabSettings, baseReachableMs: number | undefined): NodeWork {
  const {router} = settings;
  const sides = behindRouter(settings).map(({side}) => side);
  return {
    node: router.node,
    sysctls: {
      ...patience(router, baseReachableMs),
      ...mergeSysctls(sides.filter(isIpv6Station).map(ipv6Sysctls)),
      ...forwardingSysctls([router, ...sides]),
    },
    commands: [...up('lo'), ...[router, ...sides].flatMap(side => addressed([side]))],
  };
}
