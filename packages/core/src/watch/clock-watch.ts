/**
 * Whether the clock of the frames was set forward: time by it is compared with that of a clock that cannot be set.
 *
 * @module
 */

/** A smaller step changes nothing that is reported. Nanoseconds. */
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
    // However long we are kept waiting between two of these.
    const [before, at, after] = [this.#now(), wall(), this.#now()];
    const step = this.#most === undefined ? 0n : at - after - this.#most;
    this.#most = at - before;
    return step >= STEP_NS ? step : 0n;
  }

  #now(): bigint {
    return BigInt(Math.round(this.#steady() * 1e6));
  }
}
