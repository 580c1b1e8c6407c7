/**
 * The captured frames as a report carries them: each content once. Pure.
 *
 * @module
 */

import type {Timeline} from '@vip/analysis';
import {hexOfOctets, readingOf} from '@vip/analysis';
import type {FramesData} from './data.js';
import type {Span} from './span.js';

/** More than a browser's table is good for. */
const MAX_FRAMES = 20_000;

/** Every frame but echo requests and replies: those are the probes, and drawn as such. */
export function framesOf(timeline: Timeline, span: Span): FramesData {
  const all = timeline.select('frame');
  const frames = all.filter(frame => readingOf(frame).echo === undefined);
  const ifaces = numbering<readonly [string, string]>(([node, iface]) => `${node}\0${iface}`);
  const octets = numbering<string>(content => content);
  const rows = frames
    .slice(0, MAX_FRAMES)
    .map(
      frame =>
        [
          span.of(frame.at),
          ifaces.of([frame.node, frame.iface]),
          octets.of(hexOfOctets(frame.octets)),
          frame.length,
          frame.own ? 1 : 0,
        ] as const,
    );
  return {
    ifaces: ifaces.list,
    octets: octets.list,
    rows,
    arrivals: arrivalsOf(rows),
    echoes: all.length - frames.length,
    omitted: frames.length - rows.length,
  };
}

/** A frame crosses the lab's switch in microseconds. Nanoseconds. */
const DELIVERED_WITHIN_NS = 50_000_000;

/** Of each frame that was sent, the first capture of the same octets at every other interface. */
function arrivalsOf(rows: FramesData['rows']): [number, number][] {
  const arrivals: [number, number][] = [];
  for (const [number, [sentAt, iface, octets, , own]] of rows.entries()) {
    if (own === 0) continue;
    const met = new Set([iface]);
    for (let next = number + 1; next < rows.length; next++) {
      const [at, where, what, , ownToo] = rows[next] as FramesData['rows'][number];
      if (at - sentAt > DELIVERED_WITHIN_NS) break;
      if (what !== octets || ownToo === 1 || met.has(where)) continue;
      met.add(where);
      arrivals.push([number, next]);
    }
  }
  return arrivals;
}

/** Numbers things in the order in which they are met. */
function numbering<T>(keyOf: (thing: T) => string) {
  const numbers = new Map<string, number>();
  const list: T[] = [];
  return {
    list,
    of(thing: T): number {
      const key = keyOf(thing);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, list.length);
      return list.push(thing) - 1;
    },
  };
}
