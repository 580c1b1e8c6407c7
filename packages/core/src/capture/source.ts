/**
 * Where captured frames come from: live interfaces or a file.
 *
 * @module
 */

import type {SeenFrame} from '@vip/analysis';
import type {VipError} from '@vip/arp';

/** What became of the frames: as the kernel counts, or of the records in a file. */
export interface CaptureCounts {
  readonly received: number;
  /** Lost because nobody took them out in time. */
  readonly dropped: number;
}

/** What there is to say of a source that was read, beside its frames. */
export interface CaptureEnding {
  /**
   * Why a file was not read to its end: `TRUNCATED` when it is cut off, `MALFORMED` when it contradicts its format. What is before
   * that was handed over.
   */
  readonly damage: VipError | undefined;
  /** How many of the frames handed over are of a link type that nobody here reads, by link types. */
  readonly foreign: ReadonlyMap<number, number>;
  /** `no packets` of a file that has its header and no more, `nothing` of one without an octet. */
  readonly contents: 'packets' | 'no packets' | 'nothing';
}

export interface CaptureSource {
  /** What ends it: being closed, the other end of a pipe, or the end of a file. */
  readonly kind: 'live' | 'stream' | 'file';
  /**
   * Hands over the frames until the source ends or is closed. While `take` has not come back nothing more is
   * read, so that what is too much is lost in the kernel, which counts it.
   */
  read(take: (frames: readonly SeenFrame[]) => Promise<void> | void): Promise<CaptureEnding>;
  counts(): CaptureCounts;
  close(): Promise<void>;
}

/** What is worth saying while capturing, and is neither a frame nor a reason to end. */
export interface CaptureNotices {
  /** An interface was opened. */
  opened?(iface: string): void;
  /** Something is not as it should be: a file cut off, an interface that went away. */
  warn?(message: string): void;
}
