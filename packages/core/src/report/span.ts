/**
 * The stretch of time that is drawn, and the origin that its moments are counted from. Pure.
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

/** A moment for people: `2026-11-23T05:24:21.234567890Z`. */
export function isoTime(at: bigint): string {
  const seconds = new Date(Number(at / 1_000_000_000n) * 1000).toISOString().slice(0, 19);
  return `${seconds}.${String(at % 1_000_000_000n).padStart(9, '0')}Z`;
}
