/**
 * The time of each frame of a place by its reference's clock. Frames must be given in order.
 *
 * @module
 */

import type {Clocks, PlacedClock} from './clocks.js';

export class PlaceTime {
  readonly #parts: readonly PlacedClock[];
  readonly #base: bigint;
  #index = 0;
  #fromNs = 0;
  #rate = 1;

  constructor(place: number, {clocks}: {readonly clocks: Clocks}) {
    this.#parts = clocks.parts.filter(part => part.place === place);
    this.#base = timeOriginOf(clocks.parts);
    this.#enter();
  }

  /**
   * @param frame its number
   * @param ns its time by its own clock, nanoseconds from the first frame of its capture
   * @returns nanoseconds from `timeOriginOf`; NaN for a frame of a part whose clock is not known
   */
  of(frame: number, ns: number): number {
    while (frame > (this.#parts[this.#index]?.toFrame ?? Number.POSITIVE_INFINITY)) {
      this.#index++;
      this.#enter();
    }
    const part = this.#parts[this.#index];
    if (part === undefined || frame < part.fromFrame) return Number.NaN;
    return this.#fromNs + Math.round(ns * this.#rate);
  }

  #enter(): void {
    const part = this.#parts[this.#index];
    if (part === undefined) return;
    const {fromNs, rate} = lineOf(part, this.#base);
    this.#rate = rate;
    this.#fromNs = fromNs;
  }
}

/**
 * The same, for frames in any order.
 *
 * @param parts of its place
 * @param base of `timeOriginOf`
 */
export function timeIn(parts: readonly PlacedClock[], base: bigint, frame: number, ns: number): number {
  const part = parts.find(({fromFrame, toFrame}) => frame >= fromFrame && frame <= toFrame);
  if (part === undefined) return Number.NaN;
  const {fromNs, rate} = lineOf(part, base);
  return fromNs + Math.round(ns * rate);
}

/** The common time at the beginning of its capture, and how much of it passes in a nanosecond of its clock. */
function lineOf({from, to, fromNs, toNs}: PlacedClock, base: bigint): {fromNs: number; rate: number} {
  const rate = toNs > fromNs ? Number(to - from) / (toNs - fromNs) : 1;
  return {fromNs: Number(from - base) - Math.round(fromNs * rate), rate};
}

/** The origin of the times of captures read together. Nanoseconds since 1970. */
export function timeOriginOf(parts: readonly PlacedClock[]): bigint {
  return parts[0]?.from ?? 0n;
}
