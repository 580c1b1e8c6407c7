/**
 * Who owned an address, as the ARP packets captured at a node tell it: the machine that `vip capture` and `vip explain`
 * use as well. Pure.
 *
 * @module
 */

import type {Ipv4Address} from '@vip/arp';
import {type OwnershipChange, trackOwnership} from '@vip/arp/ownership';
import {arpFrames} from './reading.js';
import type {Timeline} from './timeline.js';

/** Every change of an address's owner, oldest first. */
export function ownershipChanges(timeline: Timeline, node: string, ip: Ipv4Address): OwnershipChange[] {
  const tracker = trackOwnership();
  return arpFrames(timeline, node).flatMap(({event, packet}) => {
    if (packet.senderIp !== ip) return [];
    const change = tracker.observe(event.at, packet, event.iface);
    return change === undefined ? [] : [change];
  });
}
