/**
 * Detects that the clock that dates frames was set forward, by comparing it with a clock that cannot be set.
 *
 * @module
 */

/** The smallest step that changes anything reported. Nanoseconds. */
const STEP_NS = 1_000_000_000n;

export class ClockWatch {
  readonly #steady: () => number;
  #most: bigint | undefined;

  /** @param steady milliseconds since any moment */
  constructor(steady: () => number = () => performance.now()) {
    this.#steady = steady;
  }

  /**
   * @param wall nanoseconds since the epoch
   * @returns by how much it was set forward since the last look, at least; 0 if it was not, or was set back, which frames show
   */
  look(wall: () => bigint): bigint {
    // Each is read in turn, since we may be preempted between two readings.
    const [before, at, after] = [this.#now(), wall(), this.#now()];
    const step = this.#most === undefined ? 0n : at - after - this.#most;
    this.#most = at - before;
    return step >= STEP_NS ? step : 0n;
  }

  #now(): bigint {
    return BigInt(Math.round(this.#steady() * 1e6));
  }
}
