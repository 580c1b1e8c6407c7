/**
 * The announcements of an address, of either family: where each was sent, and where it arrived. Pure.
 *
 * @module
 */

import {classifyArp, type IpAddress, type MacAddress} from '@vip/arp';
import {formatDiscoveryForm, formatPurpose} from '@vip/arp/describe';
import {type Delivery, deliveriesOf} from './delivery.js';
import type {FrameEvent} from './events.js';
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

/** The announcements of an address among the captured frames of a node, from a moment on, oldest first. */
export function announcementsAt(timeline: Timeline, node: string, ip: IpAddress, since = 0n): Announcement[] {
  const frames = timeline.select('frame', node);
  return stretch(frames, since, frames.at(-1)?.at ?? since).flatMap(event => {
    const announcement = announcementOf(event);
    return announcement?.ip === ip ? [announcement] : [];
  });
}

/** Those that the node itself sent. */
export function ownAnnouncements(
  timeline: Timeline,
  node: string,
  ip: IpAddress,
  since = 0n,
): Announcement[] {
  return announcementsAt(timeline, node, ip, since).filter(({event}) => event.own);
}

/** The form of an announcement, or the name of what else a frame of ARP or neighbour discovery is. */
export function formatForm(event: FrameEvent): string | undefined {
  const {arp, discovery} = readingOf(event);
  if (arp !== undefined) return formatPurpose(classifyArp(arp));
  return discovery === undefined ? undefined : formatDiscoveryForm(discovery);
}

/**
 * Which of the announcements that these nodes sent arrived where, oldest first. They are looked at together: two nodes with one
 * virtual MAC send the same octets.
 *
 * @param senders nodes that can have the address
 * @param nodes where it is asked about
 */
export function announcementsHeard(
  timeline: Timeline,
  ip: IpAddress,
  senders: readonly string[],
  nodes: readonly string[],
  since = 0n,
): Delivery[] {
  const sent = senders.flatMap(node => ownAnnouncements(timeline, node, ip, since));
  const seen = nodes.flatMap(node => announcementsAt(timeline, node, ip, since));
  const arrived = seen.filter(({event}) => !event.own);
  const frames = [...sent, ...arrived].map(({event}) => event);
  return deliveriesOf(frames.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)));
}
