/**
 * A lane for each node: everything that happened there, ready to be drawn. Pure.
 *
 * @module
 */

import type {Observer, Outage, ProbeFate, Timeline, TrialSettings} from '@vip/analysis';
import {claimants, findOutages, type Network} from '@vip/analysis/internal';
import type {IpAddress} from '@vip/arp';
import {addressBands, cacheBands, cachedIps, linkBands} from './bands.js';
import type {LaneData} from './lane-data.js';
import {drawnOutage, fatesAt, probesOf} from './probes.js';
import type {Span} from './span.js';
import type {Stations} from './stations.js';

/** The roles of the nodes. */
export interface LaneCast {
  /** The settings of each family. */
  readonly families: readonly TrialSettings[];
  readonly observers: readonly Observer[];
  readonly networks: readonly Network[];
  /** The outages of an observer that the report mentions. */
  readonly outagesOf: (observer: Observer) => readonly Outage[];
}

/** The lanes of a failover: the holders, the observers, the switch; those about which something is known. */
export function labLanes(timeline: Timeline, span: Span, stations: Stations, cast: LaneCast): LaneData[] {
  const {families, observers, networks, outagesOf} = cast;
  const vips = families.map(({vip}) => vip.address);
  const known = nodesOf(timeline);
  const holders = families
    .slice(0, 1)
    .flatMap(claimants)
    .map(({node}) => ({
      ...emptyLane(node),
      addresses: addressBands(timeline, node, span, stations, vips),
      links: linkBands(timeline, node, span),
    }));
  const watching = observers.map(observer => ({
    ...observerLane(timeline, span, stations, observer),
    outages: outagesOf(observer).map(outage => drawnOutage(outage, span)),
  }));
  return [...holders, ...watching, ...switchLanes(networks)].filter(({node}) => known.has(node));
}

function observerLane(
  timeline: Timeline,
  span: Span,
  stations: Stations,
  {node, name, nextHop, stream}: Observer,
): LaneData {
  return {
    ...emptyLane(node, name),
    links: linkBands(timeline, node, span),
    caches: cacheBands(timeline, node, span, stations, [nextHop]),
    ...probesWithin(fatesAt(timeline, node, stream), span),
  };
}

function switchLanes(networks: readonly Network[]): LaneData[] {
  const switches = networks.filter(({isHeartbeat}) => isHeartbeat !== true);
  return switches.map(({node}) => emptyLane(node, switches.length === 1 ? 'switch' : node));
}

function emptyLane(node: string, label = node): LaneData {
  return {node, label, addresses: [], links: [], caches: [], outages: []};
}

function probesWithin(fates: readonly ProbeFate[], span: Span): Pick<LaneData, 'probes'> {
  const probes = probesOf(fates, span);
  return probes === undefined ? {} : {probes};
}

/** The lanes of anything else: every node in order of appearance. */
export function plainLanes(timeline: Timeline, span: Span, stations: Stations): LaneData[] {
  return [...nodesOf(timeline)].map((node): LaneData => {
    const fates = fatesAt(timeline, node);
    const ips: readonly IpAddress[] = cachedIps(timeline, node);
    return {
      node,
      label: node,
      addresses: addressBands(timeline, node, span, stations),
      links: linkBands(timeline, node, span),
      caches: cacheBands(timeline, node, span, stations, ips),
      ...probesWithin(fates, span),
      outages: findOutages(fates).map(outage => drawnOutage(outage, span)),
    };
  });
}

/** The nodes where something was seen. */
function nodesOf(timeline: Timeline): Set<string> {
  const seen = timeline.events.filter(({kind}) => DRAWN.has(kind)).map(({node}) => node);
  return new Set(seen);
}

const DRAWN: ReadonlySet<string> = new Set([
  'frame',
  'probe-sent',
  'probe-answered',
  'neighbour',
  'address',
  'link',
  'announced',
]);
