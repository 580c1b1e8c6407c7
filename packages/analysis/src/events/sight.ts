/**
 * How well it was measured: the clocks and the sight of the machines of a cluster, and whether those who measure got to run.
 *
 * @module
 */

import type {Happening} from './happening.js';

/** How far a machine's clock was from ours. Every time of that machine has been converted to ours. */
export interface ClockEvent extends Happening {
  readonly kind: 'clock';
  /** What was added to its times. Nanoseconds. */
  readonly offsetNs: bigint;
  /** By how much a time of the machine may be wrong after that, at any moment of the run. Nanoseconds. */
  readonly errorNs: bigint;
  /** Round trips from which it is known. */
  readonly trips: number;
}

/** A machine could no longer be watched: what happens there from then on is not known. */
export interface SightLostEvent extends Happening {
  readonly kind: 'sight-lost';
  readonly reason: string;
}

/** A process of ours did not run for a while, and the next moment it did. */
export interface StalledEvent extends Happening {
  readonly kind: 'stalled';
  /** How long it had stalled until then. Milliseconds. */
  readonly forMs: number;
}
