/**
 * The time of each frame of a place by its reference's clock. Frames must be given in order.
 *
 * @module
 */

import type {Together} from '../together.js';
import type {PlacedClock} from './clocks.js';

export class PlaceTime {
  readonly #parts: readonly PlacedClock[];
  readonly #base: bigint;
  #index = 0;
  #fromNs = 0;
  #rate = 1;

  constructor(place: number, {clocks}: Together) {
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
    this.#rate = part.toNs > part.fromNs ? Number(part.to - part.from) / (part.toNs - part.fromNs) : 1;
    this.#fromNs = Number(part.from - this.#base) - Math.round(part.fromNs * this.#rate);
  }
}

/** The origin of the times of captures read together. Nanoseconds since 1970. */
export function timeOriginOf(parts: readonly PlacedClock[]): bigint {
  return parts[0]?.from ?? 0n;
}
