/**
 * Where each probe arrived, from the captures at the far ends: which node it reached, and whether that node answered.
 * Pure.
 *
 * @module
 */

import type {Station, Timeline} from '@vip/analysis';
import {readingOf} from '@vip/analysis/internal';
import type {IpAddress, MacAddress} from '@vip/arp';

/** The probes that reached a node, and those that it answered, by `echoKey`. */
export interface EchoArrivals {
  readonly requests: ReadonlySet<string>;
  readonly replies: ReadonlySet<string>;
}

/**
 * What a station's captures saw of the probes that reached it. A switch floods frames for MACs that it has not learned, and a capture
 * sees those as well; only a frame addressed to a MAC of the station's, its own or one that it sends from, has reached it.
 */
export function arrivalsAt(timeline: Timeline, {node, mac}: Pick<Station, 'node' | 'mac'>): EchoArrivals {
  const isOurs = ownStreams(timeline);
  const requests = new Set<string>();
  const replies = new Set<string>();
  const frames = timeline.select('frame', node);
  const sources = frames.filter(({own}) => own).map(event => readingOf(event).source);
  const macs = new Set<MacAddress | undefined>([mac, ...sources]);
  for (const event of frames) {
    const {echo, destination} = readingOf(event);
    if (echo === undefined || !isOurs(echo.identifier)) continue;
    const key = echoKey(echo.asker, echo.target, echo.sequence);
    if (echo.type === 'echo-request' && !event.own && macs.has(destination)) requests.add(key);
    if (echo.type === 'echo-reply' && event.own) replies.add(key);
  }
  return {requests, replies};
}

/** Whether an echo can belong to a probe: on a real machine, other programs ping as well. */
function ownStreams(timeline: Timeline): (identifier: number) => boolean {
  const own = new Set(timeline.select('probe-sent').flatMap(({identifier}) => identifier ?? []));
  return identifier => own.size === 0 || own.has(identifier);
}

/** Identifies a probe across captures. Sequence numbers wrap on the wire. */
export function echoKey(asker: IpAddress, target: IpAddress, sequence: number): string {
  return `${asker} ${target} ${sequence & 0xffff}`;
}
