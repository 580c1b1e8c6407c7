/**
 * The lab as a picture at a few moments: the owner of the address, and the cache entries. Pure.
 *
 * @module
 */

import type {Observer, Station, Timeline, TrialSettings} from '@vip/analysis';
import {beliefAt, claimants, Holders, type Topology} from '@vip/analysis/internal';
import type {Span} from './span.js';
import type {TopologyData, TopologyMoment, TopologyNode} from './topology-data.js';

/** @param moments titles and times in nanoseconds since the epoch, in chronological order */
export function topologyPicture(
  timeline: Timeline,
  span: Span,
  settings: TrialSettings,
  {observers, networks}: Pick<Topology, 'observers' | 'networks'>,
  moments: readonly (readonly [title: string, at: bigint])[],
): TopologyData {
  const holders = claimants(settings);
  return {
    vip: settings.vip.address,
    nodes: [
      ...holders.map(station => nodeOf(station, station.node, 'holder')),
      ...observers.map(observer => ({
        ...nodeOf(observer, observer.name, observer.via === undefined ? 'observer' : 'behind-router'),
        ...(observer.via === undefined ? {} : {via: observer.via}),
      })),
    ],
    networks: networks.map(({label, stations, isHeartbeat}) => ({
      label,
      nodes: stations,
      ...(isHeartbeat === undefined ? {} : {isHeartbeat}),
    })),
    moments: moments.map(([title, at]) => momentAt(timeline, span, settings, observers, holders, title, at)),
  };
}

function nodeOf(
  {node, iface, mac, address}: Station,
  label: string,
  place: TopologyNode['place'],
): TopologyNode {
  return {node, label, iface, mac, address: address.address, place};
}

function momentAt(
  timeline: Timeline,
  span: Span,
  settings: TrialSettings,
  observers: readonly Observer[],
  holders: readonly Station[],
  title: string,
  at: bigint,
): TopologyMoment {
  const holding = new Holders(settings);
  const down = new Set<string>();
  for (const event of timeline.events) {
    if (event.at > at) break;
    holding.take(event);
    if (event.kind !== 'link') continue;
    if (event.state === 'up') down.delete(event.node);
    else down.add(event.node);
  }
  const beliefs = observers
    .filter(({via}) => via === undefined)
    .map(({node, nextHop}) => {
      const mac = beliefAt(timeline, node, nextHop, at)?.mac;
      const believes = holders.find(holder => holder.mac === mac)?.node;
      return {
        node,
        ...(mac === undefined ? {} : {mac}),
        ...(believes === undefined ? {} : {believes}),
      };
    });
  return {title, at: span.of(at), holders: holding.nodes, down: [...down], beliefs};
}
