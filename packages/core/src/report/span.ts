/**
 * The stretch of time that is drawn, and the origin of its moments. Pure.
 *
 * @module
 */

export class Span {
  /** Nanoseconds from the origin. */
  readonly from: number;
  readonly to: number;

  /** All in nanoseconds since the epoch. */
  constructor(
    readonly origin: bigint,
    begin: bigint,
    end: bigint,
  ) {
    this.from = this.of(begin);
    this.to = Math.max(this.of(end), this.from + 1);
  }

  /** A moment of the timeline, counted from the origin. */
  of(at: bigint): number {
    return Number(at - this.origin);
  }
}
