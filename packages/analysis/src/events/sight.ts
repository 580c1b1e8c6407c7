/**
 * The quality of the measurement: the clocks of a cluster's machines, whether they could be watched, and
 * whether our own processes got to run.
 *
 * @module
 */

import type {Happening} from './happening.js';

/** How far a machine's clock was from ours. Every time of that machine has been converted to ours. */
export interface ClockEvent extends Happening {
  readonly kind: 'clock';
  /** Offset added to the machine's times, in nanoseconds. */
  readonly offsetNs: bigint;
  /** Bound on the error of the converted times, at any moment of the run, in nanoseconds. */
  readonly errorNs: bigint;
  /** Number of round trips from which the offset was derived. */
  readonly trips: number;
}

/** A machine could no longer be watched. What happened there afterwards is unknown. */
export interface SightLostEvent extends Happening {
  readonly kind: 'sight-lost';
  readonly reason: string;
}

/** One of our processes resumed after a time in which it did not run. */
export interface StalledEvent extends Happening {
  readonly kind: 'stalled';
  /** Length of the stall that ended at this time, in milliseconds. */
  readonly forMs: number;
}
