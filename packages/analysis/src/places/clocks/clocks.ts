/**
 * The clocks of several captures, as lines between them, with bounds. Pure.
 *
 * @module
 */

/** A capture, or the part of it between two steps of its clock. */
export interface ClockPart {
  /** Number of the place, from 0. */
  readonly place: number;
  /** The first and last frame that it applies to, by their numbers in the capture. */
  readonly fromFrame: number;
  readonly toFrame: number;
}

/** The time of a part, as the time of a reference. */
export interface PlacedClock extends ClockPart {
  /** Number of the place whose clock is the reference; its own for a capture that has nothing in common with any other. */
  readonly reference: number;
  /** Bounds of its times, in nanoseconds from the first frame of its capture. */
  readonly fromNs: number;
  readonly toNs: number;
  /** The same moments by the reference. Nanoseconds since the epoch. */
  readonly from: bigint;
  readonly to: bigint;
  /** How far the clock is ahead of the reference, in the middle of the part. Nanoseconds. */
  readonly aheadNs: number;
  /** How much faster it runs. Parts in one. */
  readonly drift: number;
  /** Largest error of the difference from the reference. Nanoseconds. */
  readonly boundNs: number;
  /** How many frames it has in common with others. */
  readonly frames: number;
}

/** The relation of two clocks. */
export interface PairedClocks {
  readonly a: number;
  readonly b: number;
  /** Number of frames that both places have and that show how their clocks differ. */
  readonly frames: number;
  /** Of these, how many went from `a` to `b`, and from `b` to `a`. */
  readonly there: number;
  readonly back: number;
  /** Uncertainty of intervals that span both clocks. Nanoseconds. */
  readonly boundNs: number;
}

export interface Clocks {
  /** In the order of the places, and of the frames at each. */
  readonly parts: readonly PlacedClock[];
  readonly pairs: readonly PairedClocks[];
  /** By how much frames contradict steady clocks: how far a time may be off. Nanoseconds. */
  readonly unsteadyNs: number;
}
