/**
 * One lane a node: everything that happened there, ready to be drawn. Pure.
 *
 * @module
 */

import {
  claimants,
  findOutages,
  type Network,
  type Observer,
  type Outage,
  type Timeline,
  type TrialSettings,
} from '@vip/analysis';
import type {IpAddress} from '@vip/arp';
import {addressBands, cacheBands, cachedIps, linkBands} from './bands.js';
import {drawnOutage, fatesAt, probesOf} from './probes.js';
import type {LaneData} from './run-data.js';
import type {Span} from './span.js';
import type {Stations} from './stations.js';

/** What is said of the nodes' parts. */
export interface LaneCast {
  /** Of each family. */
  readonly families: readonly TrialSettings[];
  readonly observers: readonly Observer[];
  readonly networks: readonly Network[];
  /** The outages of an observer that the report speaks of. */
  readonly outagesOf: (observer: Observer) => readonly Outage[];
}

/** The lanes of a failover: the holders, the observers, the switch; those of which anything is known. */
export function labLanes(timeline: Timeline, span: Span, stations: Stations, cast: LaneCast): LaneData[] {
  const {families, observers, outagesOf} = cast;
  const switches = cast.networks.filter(({isHeartbeat}) => isHeartbeat !== true);
  const vips = families.map(({vip}) => vip.address);
  const known = nodesOf(timeline);
  const holders = families
    .slice(0, 1)
    .flatMap(claimants)
    .map(
      ({node}): LaneData => ({
        node,
        label: node,
        addresses: addressBands(timeline, node, span, stations, vips),
        links: linkBands(timeline, node, span),
        caches: [],
        outages: [],
      }),
    );
  const watching = observers.map((observer): LaneData => {
    const {node, name, nextHop, stream} = observer;
    const fates = fatesAt(timeline, node, stream);
    const probes = probesOf(fates, span);
    return {
      node,
      label: name,
      addresses: [],
      links: linkBands(timeline, node, span),
      caches: cacheBands(timeline, node, span, stations, [nextHop]),
      ...(probes === undefined ? {} : {probes}),
      outages: outagesOf(observer).map(outage => drawnOutage(outage, span)),
    };
  });
  const lans = switches.map(
    ({node}): LaneData => ({
      node,
      label: switches.length === 1 ? 'switch' : node,
      ...{addresses: [], links: [], caches: [], outages: []},
    }),
  );
  return [...holders, ...watching, ...lans].filter(({node}) => known.has(node));
}

/** The lanes of anything else: every node in the order in which it came up. */
export function plainLanes(timeline: Timeline, span: Span, stations: Stations): LaneData[] {
  return [...nodesOf(timeline)].map((node): LaneData => {
    const fates = fatesAt(timeline, node);
    const probes = probesOf(fates, span);
    const ips: readonly IpAddress[] = cachedIps(timeline, node);
    return {
      node,
      label: node,
      addresses: addressBands(timeline, node, span, stations),
      links: linkBands(timeline, node, span),
      caches: cacheBands(timeline, node, span, stations, ips),
      ...(probes === undefined ? {} : {probes}),
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
