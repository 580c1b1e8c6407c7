/**
 * Text of a report that links to its evidence.
 *
 * @module
 */

/** Words, some of which link to a frame. */
export type Words = readonly (string | FrameReference)[];

export interface FrameReference {
  readonly text: string;
  /** Number of its row in `FramesData`. */
  readonly row: number;
}
