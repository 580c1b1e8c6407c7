/**
 * The lab as a picture at a few moments: who has the address, who believes whom. Pure.
 *
 * @module
 */

import {claimants, type LabSettings, type Observer, type Station, type Timeline} from '@vip/analysis';
import {LabStateTracker} from '../views/lab-state.js';
import type {TopologyData, TopologyMoment, TopologyNode} from './data.js';
import type {Span} from './span.js';

/** @param moments titles and times in nanoseconds since the epoch, in their order */
export function topologyPicture(
  timeline: Timeline,
  span: Span,
  settings: LabSettings,
  observers: readonly Observer[],
  moments: readonly (readonly [title: string, at: bigint])[],
): TopologyData {
  const holders = claimants(settings);
  return {
    vip: settings.vip.address,
    nodes: [
      ...holders.map(station => nodeOf(station, station.node, 'holder')),
      ...observers.map(observer =>
        nodeOf(observer, observer.name, observer.via === undefined ? 'observer' : 'behind-router'),
      ),
    ],
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
  settings: LabSettings,
  observers: readonly Observer[],
  holders: readonly Station[],
  title: string,
  at: bigint,
): TopologyMoment {
  const tracker = new LabStateTracker(settings);
  const down = new Set<string>();
  for (const event of timeline.events) {
    if (event.at > at) break;
    tracker.take(event);
    if (event.kind !== 'link') continue;
    if (event.state === 'up') down.delete(event.node);
    else down.add(event.node);
  }
  const state = tracker.state(at);
  const beliefs = observers
    .filter(({via}) => via === undefined)
    .map(({name, node}) => {
      const mac = state.observers.find(observer => observer.name === name)?.mac;
      const believes = holders.find(holder => holder.mac === mac)?.node;
      return {
        node,
        ...(mac === undefined ? {} : {mac}),
        ...(believes === undefined ? {} : {believes}),
      };
    });
  return {title, at: span.of(at), holders: state.holders, down: [...down], beliefs};
}
