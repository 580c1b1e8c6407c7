/**
 * A frame on the wire, for as long as other captures may still have it.
 *
 * @module
 */

import {
  type AddressKey,
  ALL_NODES,
  arpSenderKey,
  arpTargetKey,
  type FrameView,
  keyOf,
  UNKNOWN_MAC,
  type ViewedKind,
} from '@vip/arp';

/** Frames that every station in the segment should have. */
const TO_ALL: ReadonlySet<ViewedKind> = new Set(['arp', 'discovery', 'vrrp', 'hsrp', 'glbp']);
const EVERYBODY = keyOf(ALL_NODES);

/** How far a packet came that routers send on from segment to segment. */
export interface Journey {
  /** The place that had it last on its way. */
  last: number;
  /** The place in another segment that a router sent it to; -1 if none did, -2 if it is for none of the places. */
  beyond: number;
}

/** Written over once it is over: a capture has millions, and few are under way at once. */
export class WireFrame {
  /** Nanoseconds from the beginning. */
  at = 0;
  /** Its number among all, where it was seen first. */
  frame = 0;
  key = 0;
  segment = 0;
  /** The place that has it first. */
  first = 0;
  /** The place of the machine that it is sent to; -1 if that is not one of them. */
  to = -1;
  /** The capture of its sender does not show to which MAC it was sent: then `to` is where others like it arrived. */
  isUnaddressed = false;
  /** The place of the machine whose MAC it was sent from; -1 if that is not one of them. */
  by = -1;
  /** The MAC that it was sent from where it was seen first, as a number. */
  sourceMac = UNKNOWN_MAC;
  /** The MAC that it was sent to there, as a number. */
  destinationMac = UNKNOWN_MAC;
  /** Its tags where it was seen first: an access port shows none of those that a trunk shows. */
  vlans = '';
  kind: ViewedKind = 'other';
  source: AddressKey = 0;
  /** The subject of an ARP packet. Undefined for a frame to a group. */
  destination: AddressKey | undefined;
  /** Time to live; 0 of what is not IP. */
  hops = 0;
  /** That of the packet, wherever it is seen; undefined if there are no routers between places. */
  journey: Journey | undefined;
  /** Whether a router sent it on: the same packet was seen before, in another segment. */
  isForwarded = false;
  /** Whether everybody in the segment should have it. */
  isToAll = false;
  /** Places that have it, one bit each. */
  seen = 0;
  /** The next one with the same key. */
  next: WireFrame | undefined;

  /** What the frame itself says, of the same packet before or behind routers nothing yet. */
  read(view: FrameView, bytes: Uint8Array): void {
    const {kind, isGroup, payloadStart} = view;
    const isArp = kind === 'arp';
    const destination = isArp ? arpTargetKey(bytes, payloadStart) : view.destination;
    this.kind = kind;
    this.vlans = view.vlans;
    this.sourceMac = view.sourceMac;
    this.destinationMac = view.destinationMac;
    this.source = isArp ? arpSenderKey(bytes, payloadStart) : view.source;
    this.destination = isGroup ? undefined : destination;
    this.hops = view.ipVersion === 0 ? 0 : view.hops;
    this.isToAll = isGroup && TO_ALL.has(kind) && (kind !== 'discovery' || destination === EVERYBODY);
    this.journey = undefined;
    this.isForwarded = false;
  }
}
