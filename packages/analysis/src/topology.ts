/**
 * A topology as a value: its stations with their roles, its observers, its picture. The rest of a lab, the
 * commands that build it, is the plan that goes with it (`@vip/core`). Nothing else names a node. Pure.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Phase, RunEvent, TrialEvent} from './events.js';
import {HOST, type LabSettings, type Station, SWITCH, settingsFamily, UPLINK} from './stations.js';
import {STREAM} from './streams.js';

/**
 * Role of a station: it holds the VIP initially, may take it over, has no right to it, uses it from the same subnet or
 * from behind the gateway, or is the gateway.
 */
export type TopologyRole = 'holder' | 'candidate' | 'rogue' | 'observer' | 'remote' | 'gateway';

/** A station with its role. */
export interface Placed extends Station {
  readonly role: TopologyRole;
}

/** A station that pings the VIP, and whose neighbour cache is watched. */
export interface Observer extends Station {
  readonly name: string;
  /** The virtual IP that it pings. */
  readonly vip: IpAddress;
  /** The stream of its measuring probes. */
  readonly stream: string;
  /** The address whose entry decides where its pings go: the VIP, or its gateway. */
  readonly nextHop: IpAddress;
  /** For an observer behind a router: the MAC that its entry always holds. */
  readonly gatewayMac?: MacAddress;
  /** The observer whose entry decides instead, if it is behind a router. */
  readonly via?: string;
  /** Outgoing interface of its pings, if another may lead to the same network. */
  readonly boundTo?: string;
}

/** The topology in three lines. */
export interface Picture {
  readonly left: readonly Station[];
  /** What connects them with the rest, from the left. */
  readonly middle: readonly string[];
  /** Rows of nodes, one after the other. */
  readonly right: readonly (readonly string[])[];
}

export interface Topology {
  /** The holder first. */
  readonly stations: readonly Placed[];
  /** In the order in which they are reported. */
  readonly observers: readonly Observer[];
  /** The observer whose pings are shown. */
  readonly reader: Observer;
  readonly picture: Picture;
}

/** The part of a run's record from which its topology is derived. A lab to explore counts as `run`. */
export type TopologyRecord =
  | Pick<RunEvent, 'kind' | 'settings' | 'parent'>
  | Pick<TrialEvent, 'kind' | 'settings' | 'second'>;

/** The topology of a run. */
export function topologyOf(record: TopologyRecord): Topology {
  if (record.kind === 'trial') return trialTopology(record);
  const {settings, parent} = record;
  return parent === undefined ? macvlanTopology(settings) : parentTopology(settings, parent);
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

/** The stations of these settings in a lab of their own. */
export function stationsOf(settings: LabSettings): Placed[] {
  const {active, passive, client, ext, router, routerRemote, remote, rogue} = settings;
  return [
    placed(active, 'holder'),
    placed(passive, 'candidate'),
    ...(rogue === undefined ? [] : [placed(rogue, 'rogue')]),
    placed(client, 'observer'),
    placed(ext, 'observer'),
    placed(router, 'gateway'),
    placed(routerRemote, 'gateway'),
    placed(remote, 'remote'),
  ];
}

/** The MAC that an observer's entry should hold in a phase: the old holder's until it is corrected. */
export function expectedMac(observer: Observer, phase: Phase, {active, passive}: LabSettings): MacAddress {
  return observer.gatewayMac ?? (phase === 'after' ? passive.mac : active.mac);
}

/** The name of a station as an observer: the host is a machine of many interfaces, of which one is the client. */
export function observerName({node, iface}: Pick<Station, 'node' | 'iface'>): string {
  return node === HOST ? iface : node;
}

/** The lab of the failover, and the one to explore by hand: macvlans on one interface, which is plugged into a switch. */
function macvlanTopology(settings: LabSettings): Topology {
  const {active, passive, client} = settings;
  return {
    ...wholeLab(settings),
    picture: {left: [active, passive, client], middle: [UPLINK, SWITCH], right: rightOf(settings)},
  };
}

/** With two families, each observer is there once for each. */
function trialTopology(record: Pick<TrialEvent, 'settings' | 'second'>): Topology {
  const {settings, second} = record;
  const topology = cabledTopology(settings);
  if (second === undefined) return topology;
  const of = (each: LabSettings, stream: string): Observer[] =>
    cabledTopology(each).observers.map(observer => ({
      ...observer,
      name: `${observer.name}/${settingsFamily(each) === 'IPv4' ? 'v4' : 'v6'}`,
      stream,
    }));
  const observers = [...of(settings, STREAM.measure), ...of(second, STREAM.second)];
  return {...topology, observers, reader: observers[0] as Observer};
}

/** The lab of a trial: every station has a cable of its own into the switch, a third machine as well where there is one. */
function cabledTopology(settings: LabSettings): Topology {
  const {active, passive, client, rogue} = settings;
  return {
    ...wholeLab(settings),
    picture: {
      left: [active, passive, rogue ?? client],
      middle: [SWITCH],
      right:
        rogue === undefined ? rightOf(settings) : [[client.node], ...rightOf(settings).filter(isSomebody)],
    },
  };
}

/** The macvlans on an interface of the machine: nothing beyond it can be observed. */
function parentTopology({vip, active, passive, client}: LabSettings, parent: string): Topology {
  // It shares the machine with other interfaces, of which one may lead to the same network.
  const observer = {...direct(client, vip.address), boundTo: client.iface};
  return {
    stations: [placed(active, 'holder'), placed(passive, 'candidate'), placed(client, 'observer')],
    observers: [observer],
    reader: observer,
    picture: {left: [active, passive, client], middle: [parent, 'your network'], right: []},
  };
}

function wholeLab(settings: LabSettings): Omit<Topology, 'picture'> {
  const {vip, client, ext, router, routerRemote, remote} = settings;
  const reader = direct(ext, vip.address);
  return {
    stations: stationsOf(settings),
    reader,
    observers: [
      direct(client, vip.address),
      reader,
      direct(router, vip.address),
      {
        ...remote,
        name: observerName(remote),
        vip: vip.address,
        stream: STREAM.measure,
        nextHop: routerRemote.address.address,
        gatewayMac: routerRemote.mac,
        via: router.node,
      },
    ],
  };
}

function rightOf({ext, router, remote}: LabSettings): string[][] {
  return [[ext.node], [], [router.node, remote.node]];
}

function isSomebody(row: readonly string[]): boolean {
  return row.length > 0;
}

function direct(station: Station, vip: IpAddress): Observer {
  return {...station, name: observerName(station), vip, stream: STREAM.measure, nextHop: vip};
}

function placed(station: Station, role: TopologyRole): Placed {
  return {...station, role};
}
