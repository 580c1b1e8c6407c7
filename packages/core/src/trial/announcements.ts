/**
 * The announcements of a trial: when each was sent after the fault, and which observers heard it. Pure.
 *
 * @module
 */

import type {LabSettings, Station, Timeline} from '@vip/analysis';
import {type Announcement, arrivedAt, ownAnnouncements} from '@vip/analysis';

/** An announcement of the VIP, where it was sent. Who sends it is whose capture has it as its own, whatever MAC it is from. */
export interface SentAnnouncement extends Pick<Announcement, 'mac' | 'form'> {
  /** Nanoseconds after the fault; before it, negative. */
  readonly afterNs: bigint;
  readonly node: string;
  /** The nodes with an observer's cache at which it arrived. */
  readonly heardBy: readonly string[];
}

/** All of a station's, oldest first. */
export function sentAnnouncements(
  timeline: Timeline,
  {vip, client, ext, router}: LabSettings,
  {node}: Station,
  faultAt: bigint,
): SentAnnouncement[] {
  const sent = ownAnnouncements(timeline, node, vip.address);
  const frames = sent.map(({event}) => event);
  const arrivals = [client, ext, router].map(observer => ({
    observer: observer.node,
    arrived: arrivedAt(timeline, observer.node, frames),
  }));
  return sent.map(({event, mac, form}) => ({
    afterNs: event.at - faultAt,
    node,
    mac,
    form,
    heardBy: arrivals.filter(({arrived}) => arrived.has(event)).map(({observer}) => observer),
  }));
}
