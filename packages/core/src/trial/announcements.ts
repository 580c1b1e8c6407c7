/**
 * The announcements of a trial: when each was sent after the fault, and which observers heard it. Pure.
 *
 * @module
 */

import type {LabSettings, Timeline} from '@vip/analysis';
import {type Announcement, announcementsHeard, claimants, ownAnnouncements, topologyOf} from '@vip/analysis';

/** An announcement of the VIP, where it was sent. Who sends it is whose capture has it as its own, whatever MAC it is from. */
export interface SentAnnouncement extends Pick<Announcement, 'mac' | 'form'> {
  /** Nanoseconds after the fault; before it, negative. */
  readonly afterNs: bigint;
  readonly node: string;
  /** The nodes with an observer's cache at which it arrived. */
  readonly heardBy: readonly string[];
}

/** All of those who can have the address, oldest first. */
export function sentAnnouncements(
  timeline: Timeline,
  settings: LabSettings,
  faultAt: bigint,
): SentAnnouncement[] {
  const {vip} = settings;
  const senders = claimants(settings).map(({node}) => node);
  const direct = topologyOf({kind: 'trial', settings}).observers.filter(({via}) => via === undefined);
  const observers = direct.map(({node}) => node);
  const heard = announcementsHeard(timeline, vip.address, senders, observers);
  const sent = senders
    .flatMap(node => ownAnnouncements(timeline, node, vip.address))
    .map(({event, mac, form}) => ({
      afterNs: event.at - faultAt,
      node: event.node,
      mac,
      form,
      heardBy: heard.flatMap(delivery => (delivery.sent === event ? delivery.arrived.node : [])),
    }));
  return sent.sort((a, b) => Number(a.afterNs - b.afterNs));
}
