/**
 * The topology of the failover lab as a plan.
 *
 *   host    uplink0 ── lan;  macvlans in bridge mode on uplink0: mcv-client here, mcv0 in ns0, mcv1 in ns1
 *   lan     a Linux bridge, the switch, with host, ext and router plugged in
 *   remote  behind router
 *
 * On a parent interface of the machine, `uplink0` is that interface, and what lies beyond it is real.
 *
 * @module
 */

import {formatIpv4Interface, type Ipv4Address} from '@vip/arp';
import {HOST, type IpCommand, type LabPlan, type NodeWork, type Stage, type Sysctls} from './plan.js';
import type {LabSettings, Station} from './settings.js';

/** The lab's own parent interface of the macvlans. */
export const UPLINK = 'uplink0';

/** The switch's namespace, and the bridge in it. */
const SWITCH = 'lan';
const BRIDGE = 'br0';

/** What the stages are called; the narration has a line for each. */
export const STAGE = {
  namespaces: 'namespaces',
  active: 'active',
  passive: 'passive',
  client: 'client',
  clientAddress: 'client-address',
} as const;

export interface TopologyOptions {
  readonly settings: LabSettings;
  /**
   * How long an observer's entry stays REACHABLE, in milliseconds. Linux draws the time it really uses at
   * random between half and one and a half of this. Absent: the kernel's own 30 s.
   */
  readonly baseReachableMs?: number | undefined;
}

/** The hermetic lab: every node a namespace of its own. */
export function hermeticTopology({settings, baseReachableMs}: TopologyOptions): LabPlan {
  const {active, passive, client, ext, router, routerRemote, remote} = settings;
  const nodes = [SWITCH, ext.node, router.node, remote.node, active.node, passive.node];
  const cables = [
    cable(1, [HOST, UPLINK], [SWITCH, 'to-host']),
    cable(2, [ext.node, ext.iface], [SWITCH, 'to-ext']),
    cable(3, [router.node, router.iface], [SWITCH, 'to-router']),
    cable(4, [router.node, routerRemote.iface], [remote.node, remote.iface]),
  ];
  const forwarding = {...QUIET_DEFAULTS, 'net/ipv4/ip_forward': 1};
  const infrastructure: Stage = {
    name: STAGE.namespaces,
    steps: [
      [{node: HOST, commands: nodes.map(node => ['netns', 'add', node])}],
      [HOST, ext.node, remote.node, active.node, passive.node]
        .map((node): NodeWork => ({node, sysctls: QUIET_DEFAULTS}))
        .concat({node: router.node, sysctls: forwarding}),
      [{node: HOST, commands: [...cables, ...up(UPLINK)]}],
      [
        {node: SWITCH, commands: switchCommands(['to-host', 'to-ext', 'to-router'])},
        {
          node: ext.node,
          sysctls: patience(ext, baseReachableMs),
          commands: [...up('lo'), ...addressed(ext), defaultRoute(router.address.address)],
        },
        {
          node: router.node,
          sysctls: patience(router, baseReachableMs),
          commands: [...up('lo'), ...addressed(router), ...addressed(routerRemote)],
        },
        {
          node: remote.node,
          commands: [...up('lo'), ...addressed(remote), defaultRoute(routerRemote.address.address)],
        },
      ],
    ],
  };
  const known = [client, ext, router];
  return {
    nodes,
    stages: [
      infrastructure,
      holderStage(STAGE.active, active, UPLINK, [
        holdAddress(settings),
        defaultRoute(router.address.address),
      ]),
      holderStage(STAGE.passive, passive, UPLINK, [
        defaultRoute(router.address.address),
        ...known.map(peer => knowNeighbour(passive, peer)),
      ]),
      ...clientStages(client, UPLINK, baseReachableMs, [defaultRoute(router.address.address)]),
    ],
  };
}

export interface ParentTopologyOptions extends TopologyOptions {
  /** The machine's interface on which the macvlans stand. */
  readonly parent: string;
  /** Default gateway of the two holders. */
  readonly gateway?: Ipv4Address | undefined;
  /** Marks what stands in the machine's own namespace as ours. */
  readonly alias: string;
}

/** The lab on a real interface: `host` is the machine itself, and its neighbours are real. */
export function parentTopology(options: ParentTopologyOptions): LabPlan {
  const {settings, parent, gateway, alias, baseReachableMs} = options;
  const {active, passive, client} = settings;
  const route = gateway === undefined ? [] : [defaultRoute(gateway)];
  const nodes = [active.node, passive.node];
  const namespaces: Stage = {
    name: STAGE.namespaces,
    steps: [
      [{node: HOST, commands: nodes.map(node => ['netns', 'add', node])}],
      nodes.map(node => ({node, sysctls: QUIET_DEFAULTS})),
    ],
  };
  return {
    nodes,
    stages: [
      namespaces,
      holderStage(STAGE.active, active, parent, [holdAddress(settings), ...route]),
      holderStage(STAGE.passive, passive, parent, [...route, knowNeighbour(passive, client)]),
      ...clientStages(client, parent, baseReachableMs, [], alias),
    ],
  };
}

/** `ip addr add` of the VIP to the active node; the passive one does the same when it takes over. */
export function holdAddress({vip, active}: Pick<LabSettings, 'vip' | 'active'>): IpCommand {
  return ['addr', 'add', formatIpv4Interface(vip), 'dev', active.iface];
}

/**
 * A namespace takes its IPv4 defaults from the machine (net.core.devconf_inherit_init_net), and every one of
 * these changes who answers, who is believed or who heals by itself. So each is said, not assumed.
 */
const QUIET: Readonly<Record<string, number>> = {
  arp_accept: 0,
  arp_announce: 0,
  arp_filter: 0,
  arp_ignore: 0,
  arp_notify: 0,
  drop_gratuitous_arp: 0,
  proxy_arp: 0,
  rp_filter: 0,
  send_redirects: 0,
};

const QUIET_DEFAULTS: Sysctls = {
  'net/ipv4/ip_forward': 0,
  ...Object.fromEntries(
    ['all', 'default'].flatMap(which =>
      Object.entries(QUIET).map(([name, value]) => [`net/ipv4/conf/${which}/${name}`, value]),
    ),
  ),
};

/** Keeps an observer's entry from running out while it is being demonstrated that nothing else heals it. */
function patience({iface}: Station, baseReachableMs: number | undefined): Sysctls {
  if (baseReachableMs === undefined) return {};
  return {[`net/ipv4/neigh/${iface}/base_reachable_time_ms`]: baseReachableMs};
}

type CableEnd = readonly [node: string, iface: string];

/**
 * A veth pair. Each end has an interface index of its own throughout the lab: where an end's index equals its
 * peer's, as it easily does across namespaces, the kernel takes it for a device without a lower one and
 * delays its "link is up" by up to a second (`linkwatch_urgent_event()`, net/core/link_watch.c), and for so
 * long a bridge does not forward to it.
 */
function cable(number: number, a: CableEnd, b: CableEnd): IpCommand {
  const end = ([node, iface]: CableEnd, index: number) => [
    ...['name', iface, 'index', String(index)],
    ...(node === HOST ? [] : ['netns', node]),
  ];
  return ['link', 'add', ...end(a, 10 + number), 'type', 'veth', 'peer', ...end(b, 20 + number)];
}

/** A bridge that forwards at once (no spanning tree, no listening phase) and hides no multicast. */
function switchCommands(ports: readonly string[]): IpCommand[] {
  return [
    ['link', 'add', BRIDGE, 'type', 'bridge', 'stp_state', '0', 'forward_delay', '0', 'mcast_snooping', '0'],
    ...ports.flatMap(port => [['link', 'set', port, 'master', BRIDGE] as IpCommand, ...up(port)]),
    ...up(BRIDGE),
  ];
}

/** Up, and without the IPv6 link-local address whose discovery would put other frames on the wire. */
function up(iface: string): IpCommand[] {
  if (iface === 'lo') return [['link', 'set', 'lo', 'up']];
  return [
    ['link', 'set', iface, 'addrgenmode', 'none'],
    ['link', 'set', iface, 'up'],
  ];
}

function addressed({iface, mac, address}: Station): IpCommand[] {
  return [
    ['link', 'set', iface, 'address', mac],
    ...up(iface),
    ['addr', 'add', formatIpv4Interface(address), 'dev', iface],
  ];
}

function defaultRoute(gateway: Ipv4Address): IpCommand {
  return ['route', 'add', 'default', 'via', gateway];
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

function macvlan({node, iface, mac}: Station, parent: string): IpCommand {
  const place = node === HOST ? [] : ['netns', node];
  return [
    'link',
    'add',
    'link',
    parent,
    'name',
    iface,
    'address',
    mac,
    ...place,
    'type',
    'macvlan',
    'mode',
    'bridge',
  ];
}

function holderStage(name: string, holder: Station, parent: string, then: readonly IpCommand[]): Stage {
  return {
    name,
    steps: [
      [{node: HOST, commands: [macvlan(holder, parent)]}],
      [{node: holder.node, commands: [...up('lo'), ...addressed(holder), ...then]}],
    ],
  };
}

/**
 * The client's interface stands in the host's namespace, which may be the machine's own. There it is made
 * under a name nobody has and marked with the alias before it gets its real name, so that at no moment
 * something of ours is there unmarked.
 */
function clientStages(
  client: Station,
  parent: string,
  baseReachableMs: number | undefined,
  then: readonly IpCommand[],
  alias?: string,
): Stage[] {
  const make: IpCommand[] =
    alias === undefined
      ? [macvlan(client, parent)]
      : [
          macvlan({...client, iface: alias}, parent),
          ['link', 'set', alias, 'alias', alias],
          ['link', 'set', alias, 'name', client.iface],
        ];
  return [
    {name: STAGE.client, steps: [[{node: HOST, commands: make}]]},
    {
      name: STAGE.clientAddress,
      steps: [
        [
          {
            node: HOST,
            sysctls: patience(client, baseReachableMs),
            commands: [...addressed(client), ...then],
          },
        ],
      ],
    },
  ];
}
