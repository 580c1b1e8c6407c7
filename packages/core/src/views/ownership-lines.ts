/**
 * What became of an address's owner, as a line. Pure.
 *
 * @module
 */

import {counted, formatDuration} from '@vip/analysis/internal';
import type {OwnershipChange, ProbeSeen} from '@vip/arp/ownership';

/** `10.3.2.200 moved 02:00:00:00:00:10 -> 02:00:00:00:00:11 after 10.21 s` and so on. */
export function formatOwnershipChange(change: OwnershipChange | ProbeSeen): string {
  const {ip} = change;
  if (change.kind === 'proxy')
    return `${ip} proxy: ${change.proxy} answers besides the owners of ${counted(change.addresses, 'address', 'addresses')}`;
  if (change.kind === 'probe') return `${ip} probed by ${change.prober}; ${change.owner} has it`;
  const silence = formatDuration(change.silenceNs);
  switch (change.kind) {
    case 'moved':
      return `${ip} moved ${change.from} -> ${change.to} after ${silence}`;
    case 'returned':
      return `${ip} returned ${change.from} -> ${change.to} after ${silence} (away for ${formatDuration(change.absenceNs)})`;
    case 'flap':
      return `${ip} flaps: ${change.from} -> ${change.to} after ${silence}, change ${change.changes} within minutes`;
    case 'conflict':
      return `${ip} conflict: ${change.other} and ${change.claimant} both claim it (${change.other} last heard ${silence} ago)`;
  }
}
