/**
 * The failover lab: every node a namespace of its own, built stage by stage for the narration.
 *
 *   host    uplink0 ── lan;  macvlans in bridge mode on uplink0: mcv-client here, mcv0 in ns0, mcv1 in ns1
 *   lan     a Linux bridge, the switch, with host, ext and router plugged in
 *   remote  behind router
 *
 * @module
 */

import {STAGE, SWITCH, topologyOf, UPLINK} from '@vip/analysis';
import {addressed, cable, defaultRoute, macvlan, portTo, switchCommands, up} from './building-blocks.js';
import {clientStages, holderStage, knowNeighbour, patience} from './failover-stages.js';
import {holdAddress} from './hold-address.js';
import {isIpv6Station} from './interface.js';
import type {LabTopology, TopologyOptions} from './lab-topology.js';
import {HOST, type Stage} from './plan.js';
import {forwarding, ipv6Sysctls, QUIET_DEFAULTS} from './sysctls.js';

/** The hermetic lab: every node a namespace of its own. */
export function macvlanTopology({settings, baseReachableMs}: TopologyOptions): LabTopology {
  const {active, passive, client, ext, router, routerRemote, remote} = settings;
  const nodes = [SWITCH, ext.node, router.node, remote.node, active.node, passive.node];
  const cables = [
    cable(1, [HOST, UPLINK], [SWITCH, portTo(HOST)]),
    cable(2, [ext.node, ext.iface], [SWITCH, portTo(ext.node)]),
    cable(3, [router.node, router.iface], [SWITCH, portTo(router.node)]),
    cable(4, [router.node, routerRemote.iface], [remote.node, remote.iface]),
  ];
  const infrastructure: Stage = {
    name: STAGE.namespaces,
    purpose: 'the switch, the external node, the router and the remote node, each a namespace of its own',
    steps: [
      [{node: HOST, sysctls: QUIET_DEFAULTS, commands: [...cables, ...up(UPLINK)]}],
      [
        {node: SWITCH, commands: switchCommands([HOST, ext.node, router.node].map(portTo))},
        {
          node: ext.node,
          sysctls: patience(ext, baseReachableMs),
          commands: [...up('lo'), ...addressed([ext]), defaultRoute('add', router.address.address)],
        },
        {
          node: router.node,
          sysctls: {
            ...patience(router, baseReachableMs),
            ...(isIpv6Station(routerRemote) ? ipv6Sysctls(routerRemote) : {}),
            ...forwarding([router, routerRemote]),
          },
          commands: [...up('lo'), ...addressed([router]), ...addressed([routerRemote])],
        },
        {
          node: remote.node,
          sysctls: isIpv6Station(remote) ? ipv6Sysctls(remote) : {},
          commands: [...up('lo'), ...addressed([remote]), defaultRoute('add', routerRemote.address.address)],
        },
      ],
    ],
  };
  const known = [client, ext, router];
  return {
    ...topologyOf({kind: 'run', settings}),
    nodes,
    defaults: QUIET_DEFAULTS,
    stages: [
      infrastructure,
      holderStage(STAGE.active, active, UPLINK, [
        holdAddress(settings),
        defaultRoute('add', router.address.address),
      ]),
      holderStage(STAGE.passive, passive, UPLINK, [
        defaultRoute('add', router.address.address),
        ...known.map(peer => knowNeighbour(passive, peer)),
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
