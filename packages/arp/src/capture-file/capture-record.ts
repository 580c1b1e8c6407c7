/**
 * What a capture file gives, whichever format it is in, and what reads it.
 *
 * @module
 */

import type {DecodeError} from '../wire/errors.js';

/** A packet as a capture file recorded it. */
export interface CaptureRecord {
  /** Nanoseconds since the epoch; undefined when the file holds no time for it (pcapng simple packets). */
  readonly at: bigint | undefined;
  /**
   * The octets that were kept. A view into the chunk they came in, not a copy: it keeps the whole chunk
   * alive and changes when the chunk is written over.
   */
  readonly bytes: Uint8Array;
  /** Octets on the wire; more than `bytes` has when a snap length cut the packet. */
  readonly length: number;
  /** What `bytes` begins with: a LINKTYPE_ number of the tcpdump registry, 1 for Ethernet. */
  readonly linkType: number;
  /** Name of the interface it was captured on, when the file tells. */
  readonly iface: string | undefined;
}

/** What is known when nothing more is to be had from a capture file. */
export interface CaptureEnd {
  /** Undefined for a file of fewer octets than it takes to tell. */
  readonly format: 'pcap' | 'pcapng' | undefined;
  /** How many records were read. */
  readonly records: number;
  /** `no packets` of a file that has its header and nothing else that was read, `nothing` of one without an octet. */
  readonly contents: 'packets' | 'no packets' | 'nothing';
  /**
   * Why reading ended before the end of a whole file, and at which offset: `TRUNCATED` for a file that is cut off in the middle
   * of something, any other code for one that contradicts its format. Not thrown.
   */
  readonly damage: DecodeError | undefined;
}

/**
 * A reader that is fed. It holds back at most one record, so its memory is bounded by the longest record it
 * accepts and the longest chunk, whatever the size of the file.
 */
export interface CaptureReader {
  /** Takes in the next octets, any number. Call `next` until it gives undefined before the next chunk. */
  push(chunk: Uint8Array): void;
  /**
   * The next complete record, or undefined until more octets come; and for ever after octets that contradict the format.
   *
   * @throws DecodeError when the octets are no file of the format in the first place; every later call throws it again
   */
  next(): CaptureRecord | undefined;
  /** Set where octets contradicted the format: there is nothing more to be had, and what is pushed is dropped. */
  readonly damage: DecodeError | undefined;
  /** To be called when the file has ended, or is damaged, and `next` gives nothing more. */
  end(): CaptureEnd;
}

/** Most octets of one packet that are read or written: libpcap's MAXIMUM_SNAPLEN, 256 KiB. */
export const MAX_CAPTURED_LENGTH = 262_144;
