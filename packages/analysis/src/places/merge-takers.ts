/**
 * The consumers of merged captures.
 *
 * @module
 */

import type {FrameColumns} from '../capture/frame-columns.js';
import type {SeenFrame} from '../capture/seen-frame.js';

/** Takes the merged frames. */
export interface MergeTakers {
  /**
   * Takes the frames as if one machine had seen them all, numbered in this order. They are valid until it
   * returns.
   */
  give(frames: FrameColumns): void;
  /** Takes each frame of each capture, with its time by the reference's clock. */
  saw?(place: number, frame: SeenFrame, isFirst: boolean): void;
}
