/**
 * What merged captures are handed to.
 *
 * @module
 */

import type {FrameColumns} from '../capture/frame-columns.js';
import type {SeenFrame} from '../capture/seen-frame.js';

/** Takes the merged frames. */
export interface MergeTakers {
  /** The frames, as if one machine had seen all of them, numbered in this order. Valid until it returns. */
  give(frames: FrameColumns): void;
  /** Each frame of each capture, at the time of the reference. */
  saw?(place: number, frame: SeenFrame, isFirst: boolean): void;
}
