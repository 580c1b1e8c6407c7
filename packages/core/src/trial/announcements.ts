/**
 * The announcements of a trial: when each was sent after the fault, and which observers heard it. Pure.
 *
 * @module
 */

import type {Observer, SeenAnnouncement, Timeline, TrialSettings} from '@vip/analysis';
import {announcementsHeard, claimants, ownAnnouncements} from '@vip/analysis/internal';

/** An announcement of the VIP, as sent. Its sender is the node whose own capture has it as outgoing, whatever its source MAC. */
export interface SentAnnouncement extends Pick<SeenAnnouncement, 'ip' | 'mac' | 'form'> {
  /** Nanoseconds after the fault; before it, negative. */
  readonly afterNs: bigint;
  readonly node: string;
  /** Of the nodes whose caches the observers use, those at which it arrived. */
  readonly heardBy: readonly string[];
}

/**
 * The announcements of all nodes that can have the address, oldest first.
 *
 * @param observers the observers of the address
 */
export function sentAnnouncements(
  timeline: Timeline,
  settings: TrialSettings,
  observers: readonly Observer[],
  faultAt: bigint,
): SentAnnouncement[] {
  const {vip} = settings;
  const senders = claimants(settings).map(({node}) => node);
  const nodes = observers.filter(({via}) => via === undefined).map(({node}) => node);
  const heard = announcementsHeard(timeline, vip.address, senders, nodes);
  const sent = senders
    .flatMap(node => ownAnnouncements(timeline, node, vip.address))
    .map(({event, ip, mac, form}) => ({
      afterNs: event.at - faultAt,
      node: event.node,
      ip,
      mac,
      form,
      heardBy: heard.flatMap(delivery => (delivery.sent === event ? delivery.arrived.node : [])),
    }));
  return sent.sort((a, b) => Number(a.afterNs - b.afterNs));
}
