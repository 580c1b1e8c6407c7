/**
 * When and where something happened, on one clock for the whole run.
 *
 * @module
 */

/** Fields of every event. */
export interface Happening {
  /** Nanoseconds since the epoch, on the kernel's real-time clock. */
  readonly at: bigint;
  /** Name of the node where it happened; `lab` for anything done to the lab as a whole. */
  readonly node: string;
}
