/**
 * The announcements of an address, of either family: where each was sent, and where it arrived. Pure.
 *
 * @module
 */

import {classifyArp, type IpAddress, type MacAddress} from '@vip/arp';
import {formatDiscoveryForm, formatPurpose} from '@vip/arp/describe';
import type {FrameEvent} from './events.js';
import {hexOfOctets} from './octets.js';
import {stretch} from './ordered-events.js';
import {claimOf, readingOf} from './reading.js';
import type {Timeline} from './timeline.js';

/** A gratuitous ARP, or an unsolicited neighbour advertisement. */
export interface Announcement {
  readonly event: FrameEvent;
  readonly ip: IpAddress;
  /** The MAC it gives the address: the node's own, or that of a virtual router. */
  readonly mac: MacAddress;
  /** `request, target ff`; `unsolicited, Override`. */
  readonly form: string;
}

/** Undefined for a frame that announces nothing. */
export function announcementOf(event: FrameEvent): Announcement | undefined {
  const claim = claimOf(event);
  if (claim?.what !== 'announcement') return undefined;
  return {event, ip: claim.ip, mac: claim.mac, form: formatForm(event) ?? claim.what};
}

/** The announcements of an address among the captured frames of a node, oldest first. */
export function announcementsAt(timeline: Timeline, node: string, ip: IpAddress): Announcement[] {
  return timeline.select('frame', node).flatMap(event => {
    const announcement = announcementOf(event);
    return announcement?.ip === ip ? [announcement] : [];
  });
}

/** Those that the node itself sent. */
export function ownAnnouncements(timeline: Timeline, node: string, ip: IpAddress): Announcement[] {
  return announcementsAt(timeline, node, ip).filter(({event}) => event.own);
}

/** The form of an announcement, or the name of what else a frame of ARP or neighbour discovery is. */
export function formatForm(event: FrameEvent): string | undefined {
  const {arp, discovery} = readingOf(event);
  if (arp !== undefined) return formatPurpose(classifyArp(arp));
  return discovery === undefined ? undefined : formatDiscoveryForm(discovery);
}

/**
 * A frame crosses the lab's switch in microseconds, unless the receiver's softirq waits for a busy processor. Sets of
 * announcements are further apart. Nanoseconds.
 */
const DELIVERED_WITHIN_NS = 400_000_000n;

/**
 * Which of the frames, oldest first, arrived at a node. Those of one set are the same octets: an arrival is that of the frame sent last
 * before it that has none yet, so that it is the first ones that are missing where the first ones were dropped, and a set
 * that arrives in one go after all of it was sent is all there.
 */
export function arrivedAt(
  timeline: Timeline,
  node: string,
  sent: readonly FrameEvent[],
): ReadonlySet<FrameEvent> {
  const arrived = new Set<FrameEvent>();
  const [first] = sent;
  const last = sent.at(-1);
  if (first === undefined || last === undefined) return arrived;
  const alike = new Map<string, FrameEvent[]>();
  for (const frame of sent) {
    const content = hexOfOctets(frame.octets);
    alike.set(content, [...(alike.get(content) ?? []), frame]);
  }
  const meanwhile = stretch(timeline.select('frame', node), first.at, last.at + DELIVERED_WITHIN_NS);
  for (const {at, octets, own} of meanwhile) {
    if (own) continue;
    const match = alike
      .get(hexOfOctets(octets))
      ?.findLast(frame => frame.at <= at && at - frame.at <= DELIVERED_WITHIN_NS && !arrived.has(frame));
    if (match !== undefined) arrived.add(match);
  }
  return arrived;
}
