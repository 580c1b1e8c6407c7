/**
 * Records of a capture file, whatever its format, and the interface of its readers.
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
  /** How many records were read. */
  readonly records: number;
  /** `no packets` for a file with a header but no readable record, `nothing` for an empty file. */
  readonly contents: 'packets' | 'no packets' | 'nothing';
  /** How many packets were dropped while capturing, in pcapng; absent if the file does not say. */
  readonly dropped?: number;
  /**
   * Why reading ended early, and at which offset: `TRUNCATED` for a file that ends in the middle
   * of a structure, any other code for one that violates its format. Not thrown.
   */
  readonly damage: DecodeError | undefined;
}

/**
 * A reader that is fed with octets. It buffers at most one record, so its memory is bounded by the longest record it
 * accepts and the longest chunk, whatever the size of the file.
 */
export interface CaptureReader {
  /** Takes the next chunk, of any size. Call `next` until it returns undefined before pushing another. */
  push(chunk: Uint8Array): void;
  /**
   * The next complete record, or undefined until more octets arrive; always undefined after octets that violate the format.
   *
   * @throws DecodeError if the octets are not a file of this format at all; every later call throws it again
   */
  next(): CaptureRecord | undefined;
  /** Set once octets violated the format: no further records follow, and pushed octets are discarded. */
  readonly damage: DecodeError | undefined;
  /** To be called when the file has ended or is damaged, and `next` returns undefined. */
  end(): CaptureEnd;
}

/** Maximum number of octets read or written per packet: libpcap's MAXIMUM_SNAPLEN, 256 KiB. */
export const MAX_CAPTURED_LENGTH = 262_144;
