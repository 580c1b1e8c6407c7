/**
 * Where each probe got to, by the captures at the far ends: which node it reached, and whether that answered.
 * Pure.
 *
 * @module
 */

import {readingOf, type Station, type Timeline} from '@vip/analysis';

/** The probes that came to a node, and those that it answered, by `asker sequence`. */
export interface Arrivals {
  readonly requests: ReadonlySet<string>;
  readonly replies: ReadonlySet<string>;
}

/**
 * What a station's captures saw of the probes that came to it. A switch floods what it does not know, and a capture
 * sees what is flooded; only what is addressed to the station's MAC has come to it.
 */
export function arrivalsAt(timeline: Timeline, {node, mac}: Pick<Station, 'node' | 'mac'>): Arrivals {
  const requests = new Set<string>();
  const replies = new Set<string>();
  for (const event of timeline.select('frame', node)) {
    const {echo, source, destination} = readingOf(event);
    if (echo === undefined) continue;
    const key = echoKey(echo.asker, echo.sequence);
    if (echo.type === 'echo-request' && destination === mac) requests.add(key);
    if (echo.type === 'echo-reply' && source === mac) replies.add(key);
  }
  return {requests, replies};
}

/** Names a probe across captures. Sequence numbers wrap on the wire. */
export function echoKey(asker: string, sequence: number): string {
  return `${asker} ${sequence & 0xffff}`;
}
