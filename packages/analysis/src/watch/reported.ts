/**
 * The fields of every event of `vip watch`. Values.
 *
 * An event that is reported again with a higher `revision` replaces the earlier report: the verdict on a move is known only seconds later.
 *
 * @module
 */

export interface Reported {
  /** Identical for all revisions of an event. */
  readonly id: string;
  /** From 0. */
  readonly revision: number;
  /** When it happened, not when it was reported. Nanoseconds since the epoch. */
  readonly at: bigint;
  /** Whether the report is withdrawn. */
  readonly isWithdrawn?: true;
  /** The one of several places that saw it. */
  readonly place?: string;
}
