/**
 * The topology of a run, derived from its record: its stations with their roles, its observers, its picture. Nothing else names a node.
 * Pure.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Phase, RunEvent, TrialEvent} from './events.js';
import {HOST, type LabSettings, type Station, settingsFamily} from './stations.js';
import {STREAM} from './streams.js';
import {macvlans} from './topology/macvlan.js';
import {isTopologyName, TOPOLOGIES, USUAL_TOPOLOGY} from './topology/registry.js';
import type {Network, Observer, Placed, Topology, TopologyKind, TopologyRole} from './topology/topology.js';
import {isWired, plugsOf, publicSwitches, type WiredStation} from './topology/wiring.js';

export * from './topology/registry.js';
export * from './topology/topology.js';
export * from './topology/wiring.js';

/** The part of a run's record from which its topology is derived. A lab to explore counts as `run`. */
export type TopologyRecord =
  | (Pick<RunEvent, 'kind' | 'settings' | 'parent'> & {readonly topology?: string})
  | Pick<TrialEvent, 'kind' | 'settings' | 'second' | 'topology'>;

/** The topology of a run. One whose name is of another version counts as the usual one. */
export function topologyOf(record: TopologyRecord): Topology {
  const {kind, settings, topology = USUAL_TOPOLOGY[kind]} = record;
  if (kind === 'run' && record.parent !== undefined) return parentTopology(settings, record.parent);
  const named = TOPOLOGIES[isTopologyName(topology) ? topology : USUAL_TOPOLOGY[kind]];
  const first = topologyWith(named, settings);
  return kind === 'trial' && record.second !== undefined ? withSecond(first, settings, record.second) : first;
}

/** A topology with these addresses, as `arrange` made them. */
export function topologyWith(kind: TopologyKind, settings: LabSettings): Topology {
  const observers = observersIn(kind, settings);
  return {
    kind,
    stations: stationsIn(kind, settings),
    observers,
    // The external node, or whoever is farthest away.
    reader: observers.find(({node}) => node === settings.ext.node) ?? (observers.at(-1) as Observer),
    picture: kind.draw(settings),
    networks: networksIn(kind, settings),
  };
}

/** The settings of each family of a trial, the first one first: each has a VIP, which is measured by itself. */
export function familiesOf({
  settings,
  second,
}: Pick<TrialEvent, 'settings' | 'second'>): readonly LabSettings[] {
  return second === undefined ? [settings] : [settings, second];
}

/** The observers of one family's VIP. */
export function observersOf(
  {observers}: Pick<Topology, 'observers'>,
  {vip}: LabSettings,
): readonly Observer[] {
  return observers.filter(observer => observer.vip === vip.address);
}

/** The name of a station among observers, whichever VIP it pings: `ext` of `ext/v6`. */
export function stationOf(observer: string): string {
  return observer.replace(/\/v[46]$/, '');
}

/** The MAC that an observer's entry should hold in a phase: the old holder's until it is corrected. */
export function expectedMac(observer: Observer, phase: Phase, {active, passive}: LabSettings): MacAddress {
  return observer.gatewayMac ?? (phase === 'after' ? passive.mac : active.mac);
}

/** The name of a station as an observer: the host is a machine of many interfaces, of which one is the client. */
export function observerName({node, iface}: Pick<Station, 'node' | 'iface'>): string {
  return node === HOST ? iface : node;
}

/** The role of each station, in the order in which they are listed. */
const ROLES: Readonly<Record<WiredStation, TopologyRole>> = {
  active: 'holder',
  passive: 'candidate',
  rogue: 'rogue',
  activeHeartbeat: 'heartbeat',
  passiveHeartbeat: 'heartbeat',
  client: 'observer',
  ext: 'observer',
  router: 'gateway',
  routerRemote: 'gateway',
  remote: 'remote',
};

const IN_ORDER = Object.keys(ROLES) as WiredStation[];

/** Of the lab of its own that any settings make. */
export function stationsOf(settings: LabSettings): Placed[] {
  return stationsIn(macvlans, settings);
}

function stationsIn({wiring}: TopologyKind, settings: LabSettings): Placed[] {
  return IN_ORDER.flatMap(name => {
    const station = isWired(wiring, name) ? settings[name] : undefined;
    return station === undefined ? [] : [{...station, role: ROLES[name]}];
  });
}

/** Those on the VIP's network ask for it; who is behind the router asks for the router. */
function observersIn({wiring}: TopologyKind, settings: LabSettings): Observer[] {
  const {vip, client, ext, router, routerRemote, remote} = settings;
  const near = [
    ...(isWired(wiring, 'client') ? [client] : []),
    ...(isWired(wiring, 'ext') ? [ext] : []),
    router,
  ];
  return [
    ...near.map(station => direct(station, vip.address)),
    {
      ...remote,
      name: observerName(remote),
      vip: vip.address,
      stream: STREAM.measure,
      nextHop: routerRemote.address.address,
      gatewayMac: routerRemote.mac,
      via: router.node,
    },
  ];
}

function networksIn({wiring}: TopologyKind, settings: LabSettings): Network[] {
  const plugs = plugsOf(wiring, settings);
  return wiring.switches.map(node => ({
    node,
    label: publicSwitches(wiring).length === 1 && node !== wiring.heartbeat ? 'LAN' : node,
    stations: plugs.filter(({into}) => into === node).map(({at}) => at.node),
    ...(node === wiring.heartbeat ? {isHeartbeat: true as const} : {}),
  }));
}

/** With two families, each observer is there once for each. */
function withSecond(topology: Topology, settings: LabSettings, second: LabSettings): Topology {
  const of = (each: LabSettings, stream: string): Observer[] =>
    observersIn(topology.kind, each).map(observer => ({
      ...observer,
      name: `${observer.name}/${settingsFamily(each) === 'IPv4' ? 'v4' : 'v6'}`,
      stream,
    }));
  const observers = [...of(settings, STREAM.measure), ...of(second, STREAM.second)];
  return {...topology, observers, reader: observers[0] as Observer};
}

/** The macvlans on an interface of the machine: nothing beyond it can be observed. */
function parentTopology({vip, active, passive, client}: LabSettings, parent: string): Topology {
  // It shares the machine with other interfaces, of which one may lead to the same network.
  const observer = {...direct(client, vip.address), boundTo: client.iface};
  return {
    kind: macvlans,
    stations: [
      {...active, role: 'holder'},
      {...passive, role: 'candidate'},
      {...client, role: 'observer'},
    ],
    observers: [observer],
    reader: observer,
    picture: {left: [active, passive, client], middle: [parent, 'your network'], right: []},
    networks: [],
  };
}

function direct(station: Station, vip: IpAddress): Observer {
  return {...station, name: observerName(station), vip, stream: STREAM.measure, nextHop: vip};
}
