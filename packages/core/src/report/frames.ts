/**
 * The captured frames as a report carries them: each content once. Pure.
 *
 * @module
 */

import type {FrameEvent, Timeline} from '@vip/analysis';
import {deliveriesOf, readingOf} from '@vip/analysis/internal';
import {hexOctets} from '@vip/arp/internal';
import type {FramesData} from './run-data.js';
import type {Span} from './span.js';

/** More than a table in a browser can usefully hold. */
const MAX_FRAMES = 20_000;

/** The frames as the report carries them, and where to find one of them there. */
export interface ListedFrames {
  readonly data: FramesData;
  rowOf(frame: FrameEvent): number | undefined;
}

/** Every frame but echo requests and replies: those are the probes, and drawn as such. */
export function measuredFrames(timeline: Timeline, span: Span): ListedFrames {
  const all = timeline.select('frame');
  return listed(
    all.filter(frame => readingOf(frame).echo === undefined),
    all.length,
    span,
  );
}

/** Every frame that was kept of a capture. @param numberOf a frame's number there */
export function capturedFrames(
  timeline: Timeline,
  span: Span,
  numberOf: (frame: FrameEvent) => number,
): ListedFrames {
  const frames = timeline.select('frame');
  const {data, rowOf} = listed(frames, frames.length, span);
  return {data: {...data, numbers: frames.slice(0, MAX_FRAMES).map(numberOf)}, rowOf};
}

function listed(frames: readonly FrameEvent[], all: number, span: Span): ListedFrames {
  const ifaces = numbering<readonly [string, string]>(([node, iface]) => `${node}\0${iface}`);
  const octets = numbering<string>(content => content);
  const carried = frames.slice(0, MAX_FRAMES);
  const places = new Map(carried.map((frame, row) => [frame, row]));
  const rows = carried.map(
    frame =>
      [
        span.of(frame.at),
        ifaces.of([frame.node, frame.iface]),
        octets.of(hexOctets(frame.octets, '')),
        frame.length,
        frame.own ? 1 : 0,
      ] as const,
  );
  const data = {
    ifaces: ifaces.list,
    octets: octets.list,
    rows,
    arrivals: arrivalsOf(carried, places),
    echoes: all - frames.length,
    omitted: frames.length - rows.length,
  };
  return {data, rowOf: frame => places.get(frame)};
}

/** For each frame that was sent, the rows in which it arrived. */
function arrivalsOf(
  frames: readonly FrameEvent[],
  rows: ReadonlyMap<FrameEvent, number>,
): [number, number][] {
  return deliveriesOf(frames).map(({sent, arrived}) => [
    rows.get(sent) as number,
    rows.get(arrived) as number,
  ]);
}

/** Numbers things in order of appearance. */
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
