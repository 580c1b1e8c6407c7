/**
 * The failover lab on an interface of the machine: what lies beyond it is real.
 *
 * @module
 */

import type {Station} from '@vip/analysis';
import {STAGE, topologyOf} from '@vip/analysis/internal';
import type {IpAddress} from '@vip/arp';
import {defaultRoute, macvlan} from './building-blocks.js';
import {clientStages, holderStage, knowNeighbour} from './failover-stages.js';
import {holdAddress} from './hold-address.js';
import type {LabTopology, TopologyOptions} from './lab-topology.js';
import {linkMark} from './link-mark.js';
import {HOST, type NodeWork, type Sysctls} from './plan.js';
import {QUIET_DEFAULTS} from './sysctls.js';

export interface ParentTopologyOptions extends TopologyOptions {
  /** The machine's interface on which the macvlans are built. */
  readonly parent: string;
  /** Default gateway of the two holders. */
  readonly gateway?: IpAddress | undefined;
  /** ID of the run, with which its interfaces in the machine's own namespace are marked. */
  readonly run: string;
}

/** The lab on a real interface: `host` is the machine itself, and its neighbours are real. */
export function parentTopology(options: ParentTopologyOptions): LabTopology {
  const {settings, parent, gateway, run, baseReachableMs} = options;
  const {active, passive, client} = settings;
  const route = gateway === undefined ? [] : [defaultRoute('add', gateway)];
  const nodes = [active.node, passive.node];
  return {
    ...topologyOf({kind: 'run', settings, parent}),
    nodes,
    defaults: QUIET_DEFAULTS,
    stages: [
      {name: STAGE.namespaces, steps: []},
      holderStage(STAGE.active, active, parent, [holdAddress(settings), ...route]),
      holderStage(STAGE.passive, passive, parent, [...route, knowNeighbour(passive, client)]),
      ...clientStages(
        client,
        baseReachableMs,
        {steps: markedSteps(client, parent, {run, workshop: passive.node}), sysctls: believing(client)},
        [],
      ),
    ],
  };
}

/** The lab's first process, which is in the host's network namespace, by its PID in the lab. */
const FIRST_PROCESS = '1';

/**
 * The client's interface is in the machine's own namespace. It is made in a node under an unused name, marked (link-mark.ts), and only
 * then moved, so that nothing of ours is ever there unmarked, whenever we are killed.
 */
function markedSteps(
  client: Station,
  parent: string,
  {run, workshop}: {readonly run: string; readonly workshop: string},
): NodeWork[][] {
  return [
    [{node: HOST, commands: [macvlan({...client, node: workshop, iface: run}, parent)]}],
    [
      {
        node: workshop,
        commands: [
          ['link', 'set', run, 'alias', linkMark(run, client.iface, parent)],
          ['link', 'set', run, 'netns', FIRST_PROCESS, 'name', client.iface],
        ],
      },
    ],
  ];
}

/**
 * The machine's best route to the VIP leads through the parent, not through our interface beside it. A machine
 * that drops packets from another interface than that (rp_filter=1, as in many distributions) must not do so on ours:
 * the greater of `all` and the interface's own setting counts (ip-sysctl.rst).
 */
function believing({iface}: Station): Sysctls {
  return {[`net/ipv4/conf/${iface}/rp_filter`]: 2};
}
