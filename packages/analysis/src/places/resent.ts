/**
 * A segment that is retransmitted over IPv6 has the same octets as before, because IPv6 does not number packets. After the address has moved, it
 * goes to another machine, and captures at both have it once each. Pure.
 *
 * @module
 */

import {isGroupMacNumber, UNKNOWN_MAC} from '@vip/arp';

/** A frame as a capture shows it on one hop. */
interface Hop {
  /** As numbers. */
  readonly sourceMac: number;
  readonly destinationMac: number;
  /** Time to live; 0 if it is not IP. */
  readonly hops: number;
}

/** Whether one sender sent the same octets twice, to two machines: a switch may replace a group's MAC by a machine's, but no other. */
export function isResent(one: Hop, other: Hop): boolean {
  if (one.destinationMac === other.destinationMac || one.sourceMac !== other.sourceMac) return false;
  return one.hops === other.hops && isMachine(one.destinationMac) && isMachine(other.destinationMac);
}

function isMachine(mac: number): boolean {
  return mac !== UNKNOWN_MAC && !isGroupMacNumber(mac);
}
