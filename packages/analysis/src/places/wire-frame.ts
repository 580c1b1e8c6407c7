/**
 * A frame in flight, for as long as other captures may still have it.
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

/** The progress of a packet that routers send on from segment to segment. */
export interface Journey {
  /** The place that had it last on its way. */
  last: number;
  /** The place in another segment that a router sent it to; -1 if none did, -2 if it is for none of the places. */
  beyond: number;
}

/** Objects are reused: a capture has millions of frames, but few are in flight at once. */
export class WireFrame {
  /** Nanoseconds from the beginning. */
  at = 0;
  /** Its number among all, where it was seen first. */
  frame = 0;
  key = 0;
  segment = 0;
  /** The place that captured it first. */
  first = 0;
  /** The place of the machine that it is sent to; -1 if that is not one of them. */
  to = -1;
  /** Whether the capture of its sender does not show to which MAC it was sent; `to` is then where others like it arrived. */
  isUnaddressed = false;
  /** The place of the machine whose MAC it was sent from; -1 if that is not one of them. */
  by = -1;
  /** The MAC that it was sent from where it was seen first, as a number. */
  sourceMac = UNKNOWN_MAC;
  /** The MAC that it was sent to there, as a number. */
  destinationMac = UNKNOWN_MAC;
  kind: ViewedKind = 'other';
  source: AddressKey = 0;
  /** The subject of an ARP packet. Undefined for a frame to a group. */
  destination: AddressKey | undefined;
  /** Time to live; 0 if it is not IP. */
  hops = 0;
  /** The journey of its packet; undefined if there are no routers between places. */
  journey: Journey | undefined;
  /** Whether a router sent it on: the same packet was seen before, in another segment. */
  isForwarded = false;
  /** Whether every station in the segment should have it. */
  isToAll = false;
  /** Places that have it, one bit each. */
  seen = 0;
  /** The next one with the same key. */
  next: WireFrame | undefined;

  /** Reads the frame itself; nothing is known yet about the same packet before or behind routers. */
  read(view: FrameView, bytes: Uint8Array): void {
    const {kind, isGroup, payloadStart} = view;
    const isArp = kind === 'arp';
    const destination = isArp ? arpTargetKey(bytes, payloadStart) : view.destination;
    this.kind = kind;
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
