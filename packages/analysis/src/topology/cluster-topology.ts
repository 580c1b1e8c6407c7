/**
 * The topology of a cluster: real machines, and their roles for the VIP. Pure.
 *
 * @module
 */

import {type ClusterObserver, type ClusterSettings, contenders} from '../lab/stations.js';
import {measureStream} from '../lab/streams.js';
import {TOPOLOGIES, USUAL_TOPOLOGY} from './registry.js';
import type {Observer, Picture, Placed, Topology} from './topology.js';

/** The topology of a cluster, which lists each observer once per VIP. */
export function clusterTopology(vips: readonly [ClusterSettings, ...ClusterSettings[]]): Topology {
  const [first] = vips;
  const observers = vips.flatMap((settings, index) =>
    settings.observers.map(station => clusterObserver(station, settings, index, vips.length > 1)),
  );
  return {
    kind: TOPOLOGIES[USUAL_TOPOLOGY.trial],
    networks: [],
    stations: [
      {...first.active, role: 'holder'},
      ...contenders(first)
        .slice(1)
        .map((station): Placed => ({...station, role: 'candidate'})),
      ...first.observers.map(
        (station): Placed => ({
          ...station,
          role: station.nextHop === first.vip.address ? 'observer' : 'remote',
        }),
      ),
    ],
    observers,
    reader: observers[0] as Observer,
    picture: clusterPicture(first),
  };
}

/** A picture of three lines: the machines between which the VIP moves, and as many of the others as fit. */
function clusterPicture(settings: ClusterSettings): Picture {
  const all = [...contenders(settings), ...settings.observers];
  const rest = all.slice(3).map(({node}) => node);
  return {
    left: all.slice(0, 3),
    middle: ['your network'],
    right: rest.length === 0 ? [] : [rest.slice(0, 1), rest.slice(1, 2), rest.slice(2)],
  };
}

/** An observer. If its gateway is an observer as well, the gateway's entry decides where the pings go. */
function clusterObserver(
  station: ClusterObserver,
  {vip, observers}: ClusterSettings,
  index: number,
  hasMore: boolean,
): Observer {
  const via = observers.find(({address}) => address.address === station.nextHop);
  return {
    ...station,
    name: hasMore ? `${station.node}/${vip.address}` : station.node,
    vip: vip.address,
    stream: measureStream(index),
    boundTo: station.iface,
    ...(via === undefined || via.node === station.node ? {} : {via: via.node}),
  };
}
