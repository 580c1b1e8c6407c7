/**
 * Sources of captured frames: live interfaces or a file.
 *
 * @module
 */

import type {SeenFrames} from '@vip/analysis/internal';
import type {VipError} from '@vip/arp';
import type {PassesOver} from '@vip/arp/capture-file';

/** Counters of frames: the kernel's, or of the records in a file. */
export interface CaptureCounts {
  readonly received: number;
  /** Dropped because they were not read in time. */
  readonly dropped: number;
}

/** The outcome of reading a source. */
export interface CaptureEnding {
  /**
   * Why a file was not read to its end: `TRUNCATED` when it is cut off, `MALFORMED` when it contradicts its format. Everything before
   * that was handed over.
   */
  readonly damage: VipError | undefined;
  /** How many of the frames handed over are of a link type that we cannot read, by link type. */
  readonly foreign: ReadonlyMap<number, number>;
  /** `no packets` for a file that has only its header, `nothing` for an empty one. */
  readonly contents: 'packets' | 'no packets' | 'nothing';
  /** How many frames a file says were dropped while it was captured; absent if it does not say. */
  readonly dropped?: number | undefined;
}

export interface CaptureSource {
  /** How a source ends: closed by us, by the other end of a pipe, or at the end of a file. */
  readonly kind: 'live' | 'stream' | 'file';
  /**
   * Hands over the frames until the source ends or is closed. Until `take` resolves, nothing more is
   * read, so that any excess is lost in the kernel, which counts it. The frames are valid until then.
   */
  read(take: (frames: SeenFrames) => Promise<void> | void): Promise<CaptureEnding>;
  /**
   * Hands over the frames that `passesOver` does not skip, until `take` returns false. Reports nothing about the file; may be called
   * repeatedly, and alongside `read`. Absent where reading twice is impossible or would take longer than it saves: for a pipe, a
   * compressed file or a small one.
   *
   * @throws VipError as `read` does
   */
  survey?(take: (frames: SeenFrames) => boolean, passesOver?: PassesOver): Promise<void>;
  counts(): CaptureCounts;
  /** Since when the frames counted last may have been dropped, if drops are not counted as they happen. Nanoseconds by our clock. */
  readonly droppedSince?: bigint | undefined;
  close(): Promise<void>;
}

/** Notices while capturing that are neither frames nor reasons to end. */
export interface CaptureNotices {
  /** An interface was opened. */
  opened?(iface: string): void;
  /** A warning: a truncated file, an interface that disappeared. */
  warn?(message: string): void;
}
