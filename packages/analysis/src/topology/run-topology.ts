/**
 * The topology of a run, derived from its record: its stations with their roles, its observers, its picture. Nothing else names a node.
 * Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {Phase, RunEvent, TrialEvent} from '../events/timeline-event.js';
import {isCluster, type LabSettings, type MovingAddress, type TrialSettings} from '../lab/stations.js';
import {clusterTopology} from './cluster-topology.js';
import {macvlans} from './macvlan.js';
import type {ObserverPlace} from './observers/observer-kind.js';
import {FAR, OBSERVER_KINDS} from './observers/registry.js';
import {direct, observersIn} from './observers-in.js';
import {isTopologyName, TOPOLOGIES, USUAL_TOPOLOGY} from './registry.js';
import {withFurther, withSecond} from './several-addresses.js';
import type {Network, Observer, Placed, Topology, TopologyKind, TopologyRole} from './topology.js';
import {isWired, plugsOf, publicSwitches, type WiredStation} from './wiring.js';

/** The part of a run's record from which its topology is derived. A lab to explore counts as `run`. */
export type TopologyRecord =
  | (Pick<RunEvent, 'kind' | 'settings' | 'parent'> & {readonly topology?: string})
  | Pick<TrialEvent, 'kind' | 'settings' | 'second' | 'topology' | 'more'>;

/** The topology of a run. A name that only another version knows stands for the default topology. */
export function topologyOf(record: TopologyRecord): Topology {
  const {kind, settings, topology = USUAL_TOPOLOGY[kind]} = record;
  const more = kind === 'trial' ? (record.more ?? []) : [];
  if (isCluster(settings)) return clusterTopology([settings, ...more.filter(isCluster)]);
  if (kind === 'run' && record.parent !== undefined) return parentTopology(settings, record.parent);
  const named = TOPOLOGIES[isTopologyName(topology) ? topology : USUAL_TOPOLOGY[kind]];
  const first = topologyWith(named, settings);
  if (kind !== 'trial') return first;
  const both = record.second === undefined ? first : withSecond(first, settings, record.second);
  const further = more.filter((each): each is LabSettings => !isCluster(each));
  return further.length === 0 ? both : withFurther(both, further);
}

/** A topology with these addresses, which `arrange` has already adapted. */
export function topologyWith(kind: TopologyKind, settings: LabSettings): Topology {
  const observers = observersIn(kind, settings);
  return {
    kind,
    stations: stationsIn(kind, settings),
    observers,
    // The external node, or the most distant observer.
    reader: observers.find(({node}) => node === settings.ext.node) ?? (observers.at(-1) as Observer),
    picture: kind.draw(settings),
    networks: networksIn(kind, settings),
  };
}

/** The settings of a lab in each of its families, the first family first. */
export function familiesOf({
  settings,
  second,
}: {
  readonly settings: LabSettings;
  readonly second?: LabSettings | undefined;
}): readonly LabSettings[] {
  return second === undefined ? [settings] : [settings, second];
}

/**
 * Each VIP of a trial with the stations between which it moves, the first VIP first. Each is measured
 * separately.
 */
export function movingAddresses({
  settings,
  second,
  more = [],
}: Pick<TrialEvent, 'settings' | 'second' | 'more'>): readonly TrialSettings[] {
  return [settings, ...(second === undefined ? [] : [second]), ...more];
}

/** The observers of one family's VIP. */
export function observersOf(
  {observers}: Pick<Topology, 'observers'>,
  {vip}: Pick<MovingAddress, 'vip'>,
): readonly Observer[] {
  return observers.filter(observer => observer.vip === vip.address);
}

/**
 * The MAC that an observer's entry should hold in a phase: the old holder's, until the entry is corrected.
 */
export function expectedMac(observer: Observer, phase: Phase, {active, passive}: LabSettings): MacAddress {
  return observer.gatewayMac ?? (phase === 'after' ? passive.mac : active.mac);
}

const ROLE_AT: Readonly<Record<ObserverPlace, TopologyRole>> = {
  segment: 'observer',
  gateway: 'gateway',
  'behind-gateway': 'remote',
};

/** The role of each station, in the order in which they are listed. */
const ROLES: readonly (readonly [WiredStation, TopologyRole])[] = [
  ['active', 'holder'],
  ['passive', 'candidate'],
  ['rogue', 'rogue'],
  ['activeHeartbeat', 'heartbeat'],
  ['passiveHeartbeat', 'heartbeat'],
  ...OBSERVER_KINDS.filter(({place}) => place !== 'behind-gateway').map(
    ({name, place}) => [name, ROLE_AT[place]] as const,
  ),
  ...FAR.flatMap(([gateway, name]) => [
    [gateway, ROLE_AT.gateway] as const,
    [name, ROLE_AT['behind-gateway']] as const,
  ]),
];

/** The stations of the hermetic lab that these settings describe. */
export function stationsOf(settings: LabSettings): Placed[] {
  return stationsIn(macvlans, settings);
}

function stationsIn({wiring}: TopologyKind, settings: LabSettings): Placed[] {
  return ROLES.flatMap(([name, role]) => {
    const station = isWired(wiring, name) ? settings[name] : undefined;
    return station === undefined ? [] : [{...station, role}];
  });
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

/** The macvlans on an interface of the machine: nothing beyond it can be observed. */
function parentTopology({vip, active, passive, client}: LabSettings, parent: string): Topology {
  // The machine has other interfaces, and one of them may lead to the same network.
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
