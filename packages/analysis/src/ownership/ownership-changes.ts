/**
 * Ownership of an address, derived from ARP and neighbour discovery frames captured at a node, by the tracker that
 * `vip capture` and `vip explain` use as well. Pure.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {type OwnershipChange, trackOwnership} from '@vip/arp/ownership';
import type {Timeline} from '../events/timeline.js';
import {claimOf} from '../readings/reading.js';

/** A change of owner, and when it was heard in nanoseconds. */
export type DatedChange = OwnershipChange & {readonly at: bigint};

/** Every change of an address's owner, oldest first. */
export function ownershipChanges(timeline: Timeline, node: string, ip: IpAddress): DatedChange[] {
  const tracker = trackOwnership();
  return timeline.select('frame', node).flatMap(event => {
    const claim = claimOf(event);
    const change = claim?.ip === ip ? tracker.claim(claim) : undefined;
    return change === undefined ? [] : [{...change, at: event.at}];
  });
}
