/**
 * States of a node over time: addresses, links, cache entries. Pure.
 *
 * @module
 */

import type {Timeline} from '@vip/analysis';
import {holdingsOf, neighbourWalk} from '@vip/analysis/internal';
import {type IpAddress, isIpv4} from '@vip/arp';
import type {BandData, CacheData} from './lane-data.js';
import type {Span} from './span.js';
import type {Stations} from './stations.js';

/** How many entries of one cache are drawn; a lesson may make dozens. */
const MAX_CACHES = 3;

/**
 * The addresses a node held.
 *
 * @param ips the addresses that count; undefined for all of IPv4
 */
export function addressBands(
  timeline: Timeline,
  node: string,
  span: Span,
  stations: Stations,
  ips?: readonly IpAddress[],
): BandData[] {
  const station = stations.ofNode(node);
  return holdingsOf(timeline, node, ip => ips?.includes(ip) ?? isIpv4(ip)).map(({ip, from, until}) => ({
    from: from === undefined ? span.from : span.of(from),
    to: until === undefined ? span.to : span.of(until),
    text: ip,
    ...(station === undefined ? {} : {station}),
  }));
}

/** The links of a node from the first change that the kernel announced, and their states before it. */
export function linkBands(timeline: Timeline, node: string, span: Span): BandData[] {
  const bands: BandData[] = [];
  const last = new Map<string, {from: number; state: 'up' | 'down'}>();
  const close = (iface: string, to: number) => {
    const open = last.get(iface);
    if (open === undefined || to <= open.from) return;
    const text = `${iface} ${open.state}`;
    bands.push({from: open.from, to, text, isBad: open.state !== 'up'});
  };
  for (const {at, iface, state} of timeline.select('link', node)) {
    const open = last.get(iface);
    if (open?.state === state) continue;
    // Everything in a lab is up when it begins.
    if (open === undefined && state === 'up') continue;
    if (open === undefined) last.set(iface, {from: span.from, state: 'up'});
    close(iface, span.of(at));
    last.set(iface, {from: span.of(at), state});
  }
  for (const iface of last.keys()) close(iface, span.to);
  return bands;
}

/** The entries of a cache, those that changed most first. */
export function cacheBands(
  timeline: Timeline,
  node: string,
  span: Span,
  stations: Stations,
  ips: readonly IpAddress[],
): CacheData[] {
  return ips
    .map(ip => ({ip, bands: entryBands(timeline, node, ip, span, stations)}))
    .filter(({bands}) => bands.length > 0)
    .sort((a, b) => b.bands.length - a.bands.length)
    .slice(0, MAX_CACHES);
}

/** The addresses that a node had entries for. */
export function cachedIps(timeline: Timeline, node: string): IpAddress[] {
  return [...new Set(timeline.select('neighbour', node).map(({ip}) => ip))];
}

function entryBands(
  timeline: Timeline,
  node: string,
  ip: IpAddress,
  span: Span,
  stations: Stations,
): BandData[] {
  const steps = neighbourWalk(timeline, node, ip, 0n);
  return steps.flatMap(({at, state, mac}, index) => {
    if (state === 'NONE' && mac === undefined) return [];
    const next = steps[index + 1];
    const station = mac === undefined ? undefined : stations.ofMac(mac);
    return [
      {
        from: span.of(at),
        to: next === undefined ? span.to : span.of(next.at),
        ...(mac === undefined ? {} : {mac}),
        text: state,
        ...(station === undefined ? {} : {station}),
      },
    ];
  });
}
