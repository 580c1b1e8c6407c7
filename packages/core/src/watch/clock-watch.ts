/**
 * Whether the clock of the frames was set forward: time by it is compared with that of a clock that cannot be set.
 *
 * @module
 */

/** A smaller step changes nothing that is reported. Nanoseconds. */
const STEP_NS = 1_000_000_000n;

export class ClockWatch {
  #ahead: bigint | undefined;

  /**
   * @param wall nanoseconds since the epoch
   * @param steady milliseconds since any moment
   * @returns by how much it was set forward since the last look; 0 if it was not, or was set back, which frames show
   */
  look(wall: bigint, steady: number): bigint {
    const ahead = wall - BigInt(Math.round(steady * 1e6));
    const former = this.#ahead ?? ahead;
    this.#ahead = ahead;
    const step = ahead - former;
    return step >= STEP_NS ? step : 0n;
  }
}
