/**
 * How a link is opened, and the defaults.
 *
 * @module
 */

import {checkRange} from '../wire/check.js';

/** Direction in which frames pass an interface. */
export type LinkSide = 'leaving' | 'arriving';

/** How a link is opened. */
export interface LinkOptions {
  readonly iface: string;
  /** A pcap filter expression (pcap-filter(7)); all frames without it. */
  readonly filter?: string;
  /** Maximum number of octets kept of a frame, 65535 by default. */
  readonly snapLength?: number;
  /** Whether to capture frames addressed to others, true by default. */
  readonly promiscuous?: boolean;
  /** Size of the kernel's ring, in octets. */
  readonly bufferBytes?: number;
  /**
   * Maximum time in milliseconds that a frame waits in the kernel, so that many are delivered at once: 1 to 1000, 4 by
   * default. Timestamps are taken before the wait. A longer wait uses less processor time, and bridges longer stretches in
   * which nobody reads: after it a block of the ring, of which there are some dozens, counts as full with a single frame.
   */
  readonly waitMs?: number;
  /**
   * Only outgoing or only incoming frames. Then `own` is what the kernel says, whatever MAC a
   * frame is from, and the statistics count both directions.
   */
  readonly side?: LinkSide;
  /** False for a link that only sends, which opens and closes in a fraction of the time. */
  readonly receive?: boolean;
  /**
   * True to open the sending socket at once, for a process that then gives up the right to; by default, the first frame
   * sent opens it.
   */
  readonly sends?: boolean;
}

/**
 * Default size of the kernel's ring in octets: half a second of 100,000 ARP frames per second.
 *
 * libpcap delivers frames one by one ("immediate", TPACKET_V2), or a block at a time (TPACKET_V3), where a
 * block waits at most its timeout. Measured on a veth pair with two processors (Linux 6.18, libpcap 1.10.3, Node
 * 20.20) with a sender of 100,000 ARP frames per second, each decoded: one by one lost 17 % with this ring, because a
 * slot is as large as the snap length, and 4 % with four times the ring; blocks lost none, nor at 300,000, in a third of
 * the processor time. Opening costs the same from 1 to 16 MiB.
 */
const DEFAULT_BUFFER_BYTES = 8 * 1024 * 1024;

const DEFAULT_SNAP_LENGTH = 65_535;
const MAX_SNAP_LENGTH = 262_144;

/** A tenth of what a person perceives as instantaneous, and short compared with any outage worth measuring. */
const DEFAULT_WAIT_MS = 4;
const MAX_WAIT_MS = 1000;

/** The options of an open link: none is missing but `side`. */
export interface CheckedLinkOptions extends Required<Omit<LinkOptions, 'side'>> {
  readonly side: LinkSide | undefined;
}

/** @throws VipError `BAD_ARGUMENT` */
export function checkLinkOptions(options: LinkOptions): CheckedLinkOptions {
  const {
    iface,
    filter = '',
    snapLength = DEFAULT_SNAP_LENGTH,
    promiscuous = true,
    bufferBytes = DEFAULT_BUFFER_BYTES,
    waitMs = DEFAULT_WAIT_MS,
    side,
    receive = true,
    sends = false,
  } = options;
  checkRange('link snap length', snapLength, 1, MAX_SNAP_LENGTH);
  checkRange('link buffer', bufferBytes, 1, 0x7fffffff);
  checkRange('link wait', waitMs, 1, MAX_WAIT_MS);
  return {iface, filter, snapLength, promiscuous, bufferBytes, waitMs, side, receive, sends};
}
