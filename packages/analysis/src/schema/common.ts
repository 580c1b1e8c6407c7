/**
 * Objects that appear in many others.
 *
 * @module
 */

import type {IpInterface} from '@vip/arp';
import type {NeighbourState, Versions} from '../events/timeline-event.js';
import type {ClusterObserver, ClusterSettings, LabSettings, Station} from '../lab/stations.js';
import type {Bounds} from '../outages/outage.js';
import {OBSERVING_STATIONS, type ObservingStation} from '../topology/observers/registry.js';
import {
  COUNT,
  DURATION,
  eitherOf,
  everyOf,
  field,
  IP,
  listOf,
  MAC,
  mapOf,
  object,
  optional,
  type Shape,
  TEXT,
  wholeNumber,
} from './shape.js';

/** States of a neighbour-cache entry. */
export const NEIGHBOUR_STATE = everyOf<NeighbourState>({
  ...{NONE: true, INCOMPLETE: true, REACHABLE: true, STALE: true, DELAY: true, PROBE: true},
  ...{FAILED: true, NOARP: true, PERMANENT: true},
});

/** Up to a hundred days. */
export const MILLISECONDS: Shape = {type: 'number', least: 0, most: 8.64e9, isWhole: false};

/** How well the clock of a machine of a cluster is known. */
export const CLOCK_FIELDS = {
  offsetNs: field(DURATION, 'offset that was added to its times'),
  errorNs: field(DURATION, 'largest possible error of its times after this correction'),
  trips: field(COUNT, 'number of round trips from which the offset was estimated'),
};

export const BOUNDS = object<Bounds>('bounds', {
  leastNs: field(DURATION, 'lower bound of its duration'),
  mostNs: optional(DURATION, 'upper bound; absent if it had not ended'),
});

const INTERFACE_ADDRESS = object<IpInterface>('address', {
  address: field(IP, 'address without the prefix length'),
  prefixLength: field(wholeNumber(0, 128), 'prefix length of its network'),
});

const STATION_FIELDS = {
  node: field(TEXT, 'its network namespace; in a cluster, the name of its machine'),
  iface: field(TEXT, 'its interface there'),
  mac: field(MAC, 'MAC of the interface'),
  address: field(INTERFACE_ADDRESS, 'address of the interface'),
};

const STATION = object<Station>('station', STATION_FIELDS);

/** Stations of the observers, and of the gateway's far side. */
const OBSERVING = Object.fromEntries(
  OBSERVING_STATIONS.map(({name, means}) => [name, field(STATION, means)]),
) as Readonly<Record<ObservingStation, ReturnType<typeof field>>>;

export const SETTINGS = object<LabSettings>('settings', {
  vip: field(INTERFACE_ADDRESS, 'the virtual IP'),
  active: field(STATION, 'initial holder of the VIP'),
  passive: field(STATION, 'node that takes it over'),
  ...OBSERVING,
  rogue: optional(STATION, 'a third machine that claims the VIP'),
  activeHeartbeat: optional(STATION, 'the initial holder on the network of the heartbeat'),
  passiveHeartbeat: optional(STATION, 'the other node on the network of the heartbeat'),
});

/** Settings of a trial on existing machines. */
export const CLUSTER_SETTINGS = object<ClusterSettings>('cluster-settings', {
  vip: field(INTERFACE_ADDRESS, 'the virtual IP'),
  active: field(STATION, 'the machine that held the VIP at the beginning'),
  passive: field(STATION, 'the first of the machines that may take it over'),
  others: field(listOf(STATION), 'further machines that may take it over'),
  observers: field(
    listOf(
      object<ClusterObserver>('cluster-observer', {
        ...STATION_FIELDS,
        nextHop: field(IP, 'address to which it sends packets for the VIP: the VIP, or a gateway'),
      }),
    ),
    'machines that ping the VIP',
  ),
  rogue: optional(STATION, 'always absent'),
});

export const TRIAL_SETTINGS = eitherOf(CLUSTER_SETTINGS, SETTINGS);

export const VERSIONS = object<Versions>('versions', {
  vip: field(TEXT, 'version of this program'),
  node: field(TEXT, 'version of Node'),
  kernel: field(TEXT, 'version of Linux'),
  software: optional(TEXT, 'version that the software under test reports; absent if there is none'),
});

/** Kernel settings by node, then by path below /proc/sys. */
export const SYSCTLS: Shape = mapOf(mapOf(TEXT));
