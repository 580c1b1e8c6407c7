/**
 * The announcements of an address, of either family: where each was sent, and where it arrived. Pure.
 *
 * @module
 */

import {classifyArp, type IpAddress, type MacAddress} from '@vip/arp';
import {formatArp, formatDiscovery, formatDiscoveryForm, formatPurpose} from '@vip/arp/describe';
import {stretch} from '../events/ordered-events.js';
import type {Timeline} from '../events/timeline.js';
import type {FrameEvent} from '../events/timeline-event.js';
import {DATED_SOONER_NS, type Delivery, deliveriesOf} from './delivery.js';
import {claimOf, readingOf} from './reading.js';

/** A gratuitous ARP, or an unsolicited neighbour advertisement. */
export interface SeenAnnouncement {
  readonly event: FrameEvent;
  readonly ip: IpAddress;
  /** The MAC announced for the address: the node's own, or that of a virtual router. */
  readonly mac: MacAddress;
  /** `request, target ff`; `unsolicited, Override`. */
  readonly form: string;
}

/** The announcement in a frame; undefined if it announces nothing. */
function announcementOf(event: FrameEvent): SeenAnnouncement | undefined {
  const claim = claimOf(event);
  if (claim?.what !== 'announcement') return undefined;
  return {event, ip: claim.ip, mac: claim.mac, form: formatForm(event) ?? claim.what};
}

/** The announcements of an address among the captured frames of a node since a moment, oldest first. */
export function announcementsAt(
  timeline: Timeline,
  node: string,
  ip: IpAddress,
  since = 0n,
): SeenAnnouncement[] {
  const frames = timeline.select('frame', node);
  return stretch(frames, since, frames.at(-1)?.at ?? since).flatMap(event => {
    const announcement = announcementOf(event);
    return announcement?.ip === ip ? [announcement] : [];
  });
}

/** The announcements that the node itself sent. */
export function ownAnnouncements(
  timeline: Timeline,
  node: string,
  ip: IpAddress,
  since = 0n,
): SeenAnnouncement[] {
  return announcementsAt(timeline, node, ip, since).filter(({event}) => event.own);
}

/** The form of an announcement, or the kind of any other ARP or neighbour discovery frame. */
export function formatForm(event: FrameEvent): string | undefined {
  const {arp, discovery} = readingOf(event);
  if (arp !== undefined) return formatPurpose(classifyArp(arp));
  return discovery === undefined ? undefined : formatDiscoveryForm(discovery);
}

/** The content of an ARP or neighbour discovery frame, in words; undefined for any other. */
export function formatMessage(event: FrameEvent): string | undefined {
  const {arp, discovery} = readingOf(event);
  if (arp !== undefined) return formatArp(arp);
  return discovery === undefined ? undefined : formatDiscovery(discovery);
}

/**
 * Where the announcements sent by these nodes arrived, oldest first. They are matched together: two nodes with one
 * virtual MAC send the same octets.
 *
 * @param senders nodes that may have the address
 * @param nodes receivers to check
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
  return deliveriesOf(
    frames.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    DATED_SOONER_NS + clockErrorsOf(timeline),
  );
}

/** Largest error between the times of two machines of a cluster; 0 in a lab, which has one clock. */
function clockErrorsOf(timeline: Timeline): bigint {
  const errors = timeline.select('clock').map(({errorNs}) => errorNs);
  return errors.reduce((sum, error) => sum + error, 0n);
}
