/**
 * A place in a capture: times are the capture's, in nanoseconds; frames are numbered from 1, as in other programs.
 *
 * @module
 */

/** Time and frame number. */
export interface Mark {
  readonly at: bigint;
  readonly frame: number;
}

/** A run of similar frames. */
export interface Run {
  readonly first: Mark;
  readonly last: Mark;
  readonly count: number;
}
