/**
 * A place in a capture: times are nanoseconds as the capture dates them, frames are counted from 1 as other programs number them.
 *
 * @module
 */

/** When, and in which frame. */
export interface Mark {
  readonly at: bigint;
  readonly frame: number;
}

/** Frames in a row, alike. */
export interface Run {
  readonly first: Mark;
  readonly last: Mark;
  readonly count: number;
}
