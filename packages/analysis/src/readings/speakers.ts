/**
 * Which node sends from a MAC, as its own captures show: a switch that learns has the MAC at the port of the one that did so last. Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import {byTime} from '../events/ordered-events.js';
import type {Timeline} from '../events/timeline.js';
import type {FrameEvent} from '../events/timeline-event.js';
import {readingOf} from './reading.js';

/** A time in which only one node sent from a MAC. */
export interface Speaker {
  readonly node: string;
  /** Its first frame; the time ends with the next node's. */
  readonly from: bigint;
}

/** The nodes that sent from each MAC, in turn, oldest first. @param nodes those whose captures are read */
export function speakersOf(timeline: Timeline, nodes: readonly string[]): Map<MacAddress, Speaker[]> {
  const all = new Map<MacAddress, Speaker[]>();
  for (const event of nodes.flatMap(node => ownFrames(timeline, node)).sort(byTime)) {
    const {source} = readingOf(event);
    if (source === undefined) continue;
    const speakers = all.get(source) ?? [];
    if (speakers.length === 0) all.set(source, speakers);
    if (speakers.at(-1)?.node !== event.node) speakers.push({node: event.node, from: event.at});
  }
  return all;
}

function ownFrames(timeline: Timeline, node: string): FrameEvent[] {
  return timeline.select('frame', node).filter(({own}) => own);
}
