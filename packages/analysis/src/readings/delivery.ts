/**
 * The places at which sent frames arrived. Pure.
 *
 * Frames are not numbered: whether a frame captured elsewhere is the same one is judged by its octets and its time. The frames of a set of
 * announcements have the same octets, and so do those of two nodes with one virtual MAC.
 *
 * @module
 */

import {hexOctets} from '@vip/arp/internal';
import {grouped} from '../collections/grouped.js';
import type {FrameEvent} from '../events/timeline-event.js';

/**
 * A frame crosses the lab's switch in microseconds, unless the receiver's softirq waits for a busy processor. Sets of
 * announcements are further apart. Nanoseconds.
 */
export const DELIVERED_WITHIN_NS = 400_000_000n;

/**
 * The most by which a copy may be dated earlier at the receiver than at the sender, whose processor may be busy. Nanoseconds.
 */
export const DATED_SOONER_NS = 1_000_000n;

/** A frame as captured by its sender, and by its receiver. */
export interface Delivery {
  readonly sent: FrameEvent;
  readonly arrived: FrameEvent;
}

/**
 * The deliveries among captured frames, oldest first. An arrival belongs to the last frame sent before it that has not arrived there yet: so
 * if the first frames of a set were dropped, those are the ones missing, and a set that arrives at once after all of it was sent is complete.
 * Frames arrive in the order in which they were sent.
 *
 * @param frames frames of several interfaces, oldest first; each says whether it was sent there (`own`)
 * @param soonerNs how much earlier a copy may be dated at the receiver: more where each has a clock of its own. Nanoseconds
 */
export function deliveriesOf(frames: readonly FrameEvent[], soonerNs = DATED_SOONER_NS): Delivery[] {
  const found: Delivery[] = [];
  for (const alike of byContent(frames).values()) {
    const sent = alike.filter(({own}) => own);
    if (sent.length === 0) continue;
    for (const arrived of byPlace(alike.filter(({own}) => !own)).values()) {
      for (const delivery of inOrder(matched(sent, arrived, soonerNs))) found.push(delivery);
    }
  }
  return found.sort((a, b) => (a.sent.at < b.sent.at ? -1 : a.sent.at > b.sent.at ? 1 : 0));
}

/** @param arrived frames that arrived at one interface */
function matched(sent: readonly FrameEvent[], arrived: readonly FrameEvent[], soonerNs: bigint): Delivery[] {
  const found: Delivery[] = [];
  /** Frames sent, but not arrived yet: a stack, the last on top. */
  const underWay: FrameEvent[] = [];
  let next = 0;
  for (const arrival of arrived) {
    for (; next < sent.length; next++) {
      const frame = sent[next] as FrameEvent;
      if (frame.at > arrival.at + soonerNs) break;
      if (frame.node !== arrival.node || frame.iface !== arrival.iface) underWay.push(frame);
    }
    const last = underWay.at(-1);
    if (last === undefined || arrival.at - last.at > DELIVERED_WITHIN_NS) continue;
    underWay.pop();
    found.push({sent: last, arrived: arrival});
  }
  return found;
}

/** The same frames, paired in order: the first sent is the first to arrive. */
function inOrder(deliveries: readonly Delivery[]): Delivery[] {
  const sent = deliveries.map(delivery => delivery.sent).sort((a, b) => (a.at < b.at ? -1 : 1));
  return sent.map((frame, index) => ({sent: frame, arrived: (deliveries[index] as Delivery).arrived}));
}

function byContent(frames: readonly FrameEvent[]): Map<string, FrameEvent[]> {
  return grouped(frames, ({octets}) => hexOctets(octets, ''));
}

function byPlace(frames: readonly FrameEvent[]): Map<string, FrameEvent[]> {
  return grouped(frames, ({node, iface}) => `${node}\0${iface}`);
}
