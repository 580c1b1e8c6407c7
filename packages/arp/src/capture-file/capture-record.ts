/**
 * Records of a capture file, whatever its format, and its end.
 *
 * @module
 */

import type {DecodeError} from '../wire/errors.js';

/** A packet as a capture file recorded it. */
export interface CaptureRecord {
  /** Nanoseconds since the epoch; undefined when the file holds no time for it (pcapng simple packets). */
  readonly at: bigint | undefined;
  /**
   * The captured octets. A view into the chunk they arrived in, not a copy: it keeps the whole chunk
   * alive, and changes if the chunk is overwritten.
   */
  readonly bytes: Uint8Array;
  /** Octets on the wire; more than in `bytes` if a snap length truncated the packet. */
  readonly length: number;
  /** Link type of `bytes`: a LINKTYPE_ number of the tcpdump registry, 1 for Ethernet. */
  readonly linkType: number;
  /** Name of the interface it was captured on, if the file contains it. */
  readonly iface: string | undefined;
}

/** How reading a capture file ended. */
export interface CaptureEnd {
  /** Undefined if the file is too short to recognise. */
  readonly format: 'pcap' | 'pcapng' | undefined;
  /** Number of records read. */
  readonly records: number;
  /** `no packets` for a file with a header but no readable record, `nothing` for an empty file. */
  readonly contents: 'packets' | 'no packets' | 'nothing';
  /** Number of packets dropped while capturing, in pcapng; absent if the file does not say. */
  readonly dropped?: number;
  /**
   * Why reading ended early, and at which offset: `TRUNCATED` for a file that ends in the middle
   * of a structure, any other code for one that violates its format. Not thrown.
   */
  readonly damage: DecodeError | undefined;
}

/** Maximum number of octets read or written per packet: libpcap's MAXIMUM_SNAPLEN, 256 KiB. */
export const MAX_CAPTURED_LENGTH = 262_144;
