/**
 * When a capture has nothing at all: its machine stood still, its cable was out, or it was not captured. What should have arrived there
 * meanwhile is no loss between two places. Bounded.
 *
 * @module
 */

/** From the last frame before it to the first after it. Nanoseconds since the epoch. */
export interface Silence {
  readonly from: bigint;
  readonly to: bigint;
}

/** A shorter one is a pause between frames. Nanoseconds. */
const LEAST_NS = 50_000_000n;
const MOST = 4096;

export class Silences {
  readonly found: Silence[] = [];
  #last: bigint | undefined;

  /** A frame was captured. */
  note(at: bigint): void {
    const last = this.#last;
    this.#last = at;
    if (last !== undefined && at - last >= LEAST_NS && this.found.length < MOST)
      this.found.push({from: last, to: at});
  }
}

/** Whether most of a time was one silence. */
export function wasSilent(silences: readonly Silence[], from: bigint, to: bigint): boolean {
  return silences.some(silence => {
    const [start, end] = [silence.from > from ? silence.from : from, silence.to < to ? silence.to : to];
    return end >= start && 2n * (end - start) >= to - from;
  });
}
