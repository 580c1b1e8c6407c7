/**
 * The topology of the failover lab, with the plan by which it is built.
 *
 *   host    uplink0 ── lan;  macvlans in bridge mode on uplink0: mcv-client here, mcv0 in ns0, mcv1 in ns1
 *   lan     a Linux bridge, the switch, with host, ext and router plugged in
 *   remote  behind router
 *
 * On a parent interface of the machine, `uplink0` is that interface, and what lies beyond it is real.
 *
 * @module
 */

import {
  type LabSettings,
  STAGE,
  type Station,
  SWITCH,
  type Topology,
  topologyOf,
  UPLINK,
} from '@vip/analysis';
import type {IpAddress} from '@vip/arp';
import {
  addressed,
  addressedWithLinkLocal,
  cable,
  defaultRoute,
  giveAddress,
  macvlan,
  portTo,
  switchCommands,
  up,
} from './building-blocks.js';
import {isIpv6Station} from './interface.js';
import {linkMark} from './link-mark.js';
import {HOST, type IpCommand, type LabPlan, type NodeWork, type Stage, type Sysctls} from './plan.js';
import {
  forwarding,
  holderSysctls,
  ipv6Sysctls,
  neighbourPath,
  observerSysctls,
  QUIET_DEFAULTS,
  usualDetection,
} from './sysctls.js';

/** With this an entry lasts half an hour at least: what changes it is a frame, never a timer. Milliseconds. */
export const PATIENT_REACHABLE_MS = 3_600_000;

/** A topology with its plan. */
export interface LabTopology extends Topology, LabPlan {}

export interface TopologyOptions {
  readonly settings: LabSettings;
  /**
   * How long an observer's entry stays REACHABLE, in milliseconds. Linux draws the time it really uses at
   * random between half and one and a half of this. Absent: the kernel's own 30 s.
   */
  readonly baseReachableMs?: number | undefined;
}

/** The hermetic lab: every node a namespace of its own. */
export function hermeticTopology({settings, baseReachableMs}: TopologyOptions): LabTopology {
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
      ...clientStages(client, UPLINK, baseReachableMs, [defaultRoute('add', router.address.address)]),
    ],
  };
}

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
      ...clientStages(client, parent, baseReachableMs, [], {run, workshop: passive.node}),
    ],
  };
}

/** `ip addr add` of the VIP to the active node; the passive one does the same when it takes over. */
export function holdAddress({vip, active}: Pick<LabSettings, 'vip' | 'active'>): IpCommand {
  return giveAddress('add', active.iface, vip, {detects: false});
}

/** Keeps an observer's entry from running out while it is being demonstrated that nothing else heals it. */
function patience(station: Station, baseReachableMs: number | undefined): Sysctls {
  const sysctls = observerSysctls([station]);
  if (baseReachableMs === undefined) return sysctls;
  return {...sysctls, [neighbourPath(station, 'base_reachable_time_ms')]: baseReachableMs};
}

/**
 * The new holder knows its peers from the start. If it had to resolve one for an answer from the VIP, its
 * broadcast "who-has peer tell VIP" would heal the caches in place of the announcement.
 */
function knowNeighbour(holder: Station, peer: Station): IpCommand {
  return [
    'neigh',
    'replace',
    peer.address.address,
    'lladdr',
    peer.mac,
    'dev',
    holder.iface,
    'nud',
    'permanent',
  ];
}

const HOLDER_PURPOSE = {
  [STAGE.active]: `the active node: a macvlan on its parent, its own address, and the VIP`,
  [STAGE.passive]: `the passive node: the same without the VIP; its peers are preset, so it need not ask for them`,
} as const;

function holderStage(
  name: keyof typeof HOLDER_PURPOSE,
  holder: Station,
  parent: string,
  then: readonly IpCommand[],
): Stage {
  const work =
    parent === UPLINK
      ? {sysctls: holderSysctls(holder), commands: addressedWithLinkLocal([holder])}
      : // On a real network nothing is sent that nobody asked for.
        {commands: addressed([holder])};
  return {
    name,
    purpose: `${holder.node}, ${HOLDER_PURPOSE[name]}`,
    steps: [
      [{node: HOST, commands: [macvlan(holder, parent)]}],
      [{node: holder.node, ...work, commands: [...up('lo'), ...work.commands, ...then]}],
      ...(isIpv6Station(holder) ? [[{node: holder.node, sysctls: usualDetection(holder)}]] : []),
    ],
  };
}

/** The lab's first process, which is in the host's network namespace, by its number in the lab. */
const FIRST_PROCESS = '1';

/**
 * The client's interface stands in the host's namespace, which may be the machine's own. Then it is made in a
 * node under a name nobody has, marked (link-mark.ts), and only then moved, so that at no moment something of
 * ours is there unmarked, whenever we are killed.
 */
function clientStages(
  client: Station,
  parent: string,
  baseReachableMs: number | undefined,
  then: readonly IpCommand[],
  marked?: {readonly run: string; readonly workshop: string},
): Stage[] {
  return [
    {
      name: STAGE.client,
      purpose: 'a client on the same machine: a macvlan, since a parent cannot talk to its macvlans',
      steps:
        marked === undefined
          ? [[{node: HOST, commands: [macvlan(client, parent)]}]]
          : markedSteps(client, parent, marked),
    },
    {
      name: STAGE.clientAddress,
      purpose: 'the client comes up',
      steps: [
        [
          {
            node: HOST,
            sysctls: {
              ...patience(client, baseReachableMs),
              ...(marked === undefined ? {} : believing(client)),
            },
            commands: [...addressed([client]), ...then],
          },
        ],
      ],
    },
  ];
}

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
 * The machine's best route to the VIP leads through the parent, not through our interface beside it. Where the
 * machine drops what comes another way than that (rp_filter=1, as many distributions have it), ours must not:
 * the greater of `all` and the interface's own counts (ip-sysctl.rst).
 */
function believing({iface}: Station): Sysctls {
  return {[`net/ipv4/conf/${iface}/rp_filter`]: 2};
}
