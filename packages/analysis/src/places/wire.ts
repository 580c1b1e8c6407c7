/**
 * A frame on the wire, for as long as other captures may still have it.
 *
 * @module
 */

import type {AddressKey, ViewedKind} from '@vip/arp';

export interface Wire {
  /** Nanoseconds from the beginning. */
  readonly at: number;
  /** Its number among all, where it was seen first. */
  readonly frame: number;
  readonly key: number;
  readonly segment: number;
  /** The place that has it first. */
  readonly first: number;
  /** The place of the machine that it is sent to; -1 if that is not one of them. */
  readonly to: number;
  /** The place of the machine whose MAC it was sent from; -1 if that is not one of them. */
  readonly by: number;
  readonly kind: ViewedKind;
  readonly source: AddressKey;
  /** Undefined for a frame to a group. */
  readonly destination: AddressKey | undefined;
  /** Time to live; 0 of what is not IP. */
  readonly hops: number;
  /** The same packet before the first router sent it on; undefined if this is it. */
  readonly origin: Wire | undefined;
  /** The place that had it last on its way, of an origin. */
  last: number;
  /** The place in another segment that a router sent it to, of an origin; -1 if none did, -2 if it is for none of the places. */
  beyond: number;
  /** Whether everybody in the segment should have it. */
  readonly isToAll: boolean;
  /** Places that have it, one bit each. */
  seen: number;
  /** The next one with the same key. */
  next: Wire | undefined;
}
