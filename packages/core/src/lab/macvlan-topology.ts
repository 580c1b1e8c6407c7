/**
 * The failover lab: every node a namespace of its own, built stage by stage for the narration.
 *
 *   host    uplink0 ── lan;  macvlans in bridge mode on uplink0: mcv-client here, mcv0 in ns0, mcv1 in ns1
 *   lan     a Linux bridge, the switch, with host, ext and router plugged in
 *   remote  behind router
 *
 * @module
 */

import {FAR, NEAR, STAGE, SWITCH, topologyOf, UPLINK} from '@vip/analysis';
import {addressed, cable, defaultRoute, macvlan, portTo, switchCommands, up} from './building-blocks.js';
import {clientStages, holderStage, knowNeighbour, patience} from './failover-stages.js';
import {holdAddress} from './hold-address.js';
import {isIpv6Station} from './interface.js';
import type {LabTopology, TopologyOptions} from './lab-topology.js';
import {HOST, type Stage} from './plan.js';
import {forwarding, ipv6Sysctls, mergeSysctls, QUIET_DEFAULTS} from './sysctls.js';

/** The hermetic lab: every node a namespace of its own. */
export function macvlanTopology({settings, baseReachableMs}: TopologyOptions): LabTopology {
  const {active, passive, client, router} = settings;
  const near = NEAR.map(name => settings[name]);
  const plugged = near.filter(({node}) => node !== HOST);
  const far = FAR.map(([side, name]) => ({side: settings[side], station: settings[name]}));
  const sides = far.map(({side}) => side);
  const nodes = [...plugged, ...far.map(({station}) => station), active, passive].map(({node}) => node);
  const cables = [
    [
      [HOST, UPLINK],
      [SWITCH, portTo(HOST)],
    ] as const,
    ...plugged.map(
      ({node, iface}) =>
        [
          [node, iface],
          [SWITCH, portTo(node)],
        ] as const,
    ),
    ...far.map(
      ({side, station}) =>
        [
          [side.node, side.iface],
          [station.node, station.iface],
        ] as const,
    ),
  ].map(([a, b], index) => cable(index + 1, a, b));
  const infrastructure: Stage = {
    name: STAGE.namespaces,
    purpose: 'the switch, the external node, the router and the remote node, each a namespace of its own',
    steps: [
      [{node: HOST, sysctls: QUIET_DEFAULTS, commands: [...cables, ...up(UPLINK)]}],
      [
        {node: SWITCH, commands: switchCommands([HOST, ...plugged.map(({node}) => node)].map(portTo))},
        ...plugged
          .filter(station => station !== router)
          .map(station => ({
            node: station.node,
            sysctls: patience(station, baseReachableMs),
            commands: [...up('lo'), ...addressed([station]), defaultRoute('add', router.address.address)],
          })),
        {
          node: router.node,
          sysctls: {
            ...patience(router, baseReachableMs),
            ...mergeSysctls(sides.filter(isIpv6Station).map(ipv6Sysctls)),
            ...forwarding([router, ...sides]),
          },
          commands: [...up('lo'), ...[router, ...sides].flatMap(side => addressed([side]))],
        },
        ...far.map(({side, station}) => ({
          node: station.node,
          sysctls: isIpv6Station(station) ? ipv6Sysctls(station) : {},
          commands: [...up('lo'), ...addressed([station]), defaultRoute('add', side.address.address)],
        })),
      ],
    ],
  };
  return {
    ...topologyOf({kind: 'run', settings}),
    nodes: [SWITCH, ...nodes],
    defaults: QUIET_DEFAULTS,
    stages: [
      infrastructure,
      holderStage(STAGE.active, active, UPLINK, [
        holdAddress(settings),
        defaultRoute('add', router.address.address),
      ]),
      holderStage(STAGE.passive, passive, UPLINK, [
        defaultRoute('add', router.address.address),
        ...near.map(peer => knowNeighbour(passive, peer)),
      ]),
      ...clientStages(
        client,
        baseReachableMs,
        {steps: [[{node: HOST, commands: [macvlan(client, UPLINK)]}]], sysctls: {}},
        [defaultRoute('add', router.address.address)],
      ),
    ],
  };
}
