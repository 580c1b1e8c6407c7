/**
 * Where captured frames come from: live interfaces or a file.
 *
 * @module
 */

import type {SeenFrame} from '@vip/analysis';

/** What became of the frames: as the kernel counts, or of the records in a file. */
export interface CaptureCounts {
  readonly received: number;
  /** Lost because nobody took them out in time. */
  readonly dropped: number;
}

export interface CaptureSource {
  /** What ends it: being closed, the other end of a pipe, or the end of a file. */
  readonly kind: 'live' | 'stream' | 'file';
  /**
   * Hands over the frames until the source ends or is closed. While `take` has not come back nothing more is
   * read, so that what is too much is lost in the kernel, which counts it.
   */
  read(take: (frames: readonly SeenFrame[]) => Promise<void> | void): Promise<void>;
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
