/**
 * What the nodes observed: frames, probes, neighbour entries, addresses, links.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Happening} from './happening.js';

/** Neighbour unreachability detection states of Linux, and `NONE` for an address without an entry. */
export type NeighbourState =
  | 'NONE'
  | 'INCOMPLETE'
  | 'REACHABLE'
  | 'STALE'
  | 'DELAY'
  | 'PROBE'
  | 'FAILED'
  | 'NOARP'
  | 'PERMANENT';

/** A frame seen on an interface, dated by the kernel. */
export interface FrameEvent extends Happening {
  readonly kind: 'frame';
  readonly iface: string;
  /** The captured octets; hexadecimal digits in JSON. */
  readonly octets: Uint8Array;
  /** Octets on the wire; more than captured if the frame was truncated. */
  readonly length: number;
  /** Whether the node itself sent it. */
  readonly own: boolean;
}

/** An echo request left the node. */
export interface ProbeSentEvent extends Happening {
  readonly kind: 'probe-sent';
  /** Which of the node's probe streams: `probe` (dense, for measuring) or `ping` (for reading). */
  readonly stream: string;
  /** Number of the probe, from 1; not limited to the 16 bits that are sent. */
  readonly sequence: number;
  /** ICMP identifier of the echo request, where other programs of the node may ping the same address. */
  readonly identifier?: number;
}

/** The probe was answered. */
export interface ProbeAnsweredEvent extends Happening {
  readonly kind: 'probe-answered';
  readonly stream: string;
  /** Number of the probe, from 1. */
  readonly sequence: number;
  readonly from: IpAddress;
  /** Octets of the ICMP message, as `ping` counts them. */
  readonly size: number;
  /** Time to live of the answer; absent for IPv6, where a raw socket does not reveal it. */
  readonly ttl?: number;
  /** When the request was sent. */
  readonly sentAt: bigint;
}

/** The echo request could not be sent, or a router (or our own kernel) reported that it cannot be delivered. */
export interface ProbeRefusedEvent extends Happening {
  readonly kind: 'probe-refused';
  readonly stream: string;
  /** Number of the probe, from 1. */
  readonly sequence: number;
  /** Source of the error; the node itself if its own kernel gave up. */
  readonly from: string;
  readonly reason: string;
}

/** A neighbour-cache entry: as announced by the kernel when it changed, or as found by polling. */
export interface NeighbourEvent extends Happening {
  readonly kind: 'neighbour';
  readonly iface: string;
  readonly ip: IpAddress;
  /** Absent if the entry holds no link-layer address. */
  readonly mac?: MacAddress;
  readonly state: NeighbourState;
  /** `announced` by netlink, or `seen` by polling: DELAY is never announced. */
  readonly source: 'announced' | 'seen';
}

/** An address was added to an interface, or removed from it. */
export interface AddressEvent extends Happening {
  readonly kind: 'address';
  readonly iface: string;
  readonly ip: IpAddress;
  readonly change: 'added' | 'removed';
  /**
   * State of IPv6 duplicate address detection: unfinished, or another holder was found. Either way, the
   * address is not used. Once detection has succeeded, the address is `added` again, without this.
   */
  readonly detection?: 'tentative' | 'failed';
  /**
   * Set if the address itself did not change: a program, such as a virtual router that is not the master,
   * began or ceased to hold the interface down (protodown). The address stays on the interface, unused.
   */
  readonly protodown?: boolean;
}

/** An interface gained or lost its carrier: switched off, unplugged, or removed. */
export interface LinkEvent extends Happening {
  readonly kind: 'link';
  readonly iface: string;
  readonly state: 'up' | 'down';
}

/** A capture ended, with the kernel's counters. Any dropped frame makes the run incomplete. */
export interface CaptureEndEvent extends Happening {
  readonly kind: 'capture-end';
  readonly iface: string;
  /** Frames that passed the filter; 0 or more. */
  readonly received: number;
  /** Those of them that the kernel dropped for lack of buffer space; 0 or more. */
  readonly dropped: number;
}
