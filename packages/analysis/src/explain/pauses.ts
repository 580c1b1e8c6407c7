/**
 * The longest pauses without any frame in a capture: it was suspended, its clock was set, or there was no traffic. A router that is not
 * heard during them is not silent. Bounded.
 *
 * @module
 */

/** Nanoseconds between two frames. */
export interface Pause {
  readonly from: bigint;
  readonly to: bigint;
}

/** Shorter pauses are meaningless: advertisements arrive every second. Nanoseconds. */
const PAUSE_NS = 1_000_000_000n;

const MAX_PAUSES = 256;

export class Pauses {
  /** Each longer than all later ones, which suffices to know the longest since any moment. */
  readonly longest: Pause[] = [];
  #last: bigint | undefined;

  note(at: bigint): void {
    const from = this.#last ?? at;
    this.#last = at;
    if (at - from < PAUSE_NS) return;
    const {longest} = this;
    while (longest.length > 0 && lengthOf(longest.at(-1) as Pause) <= at - from) longest.pop();
    if (longest.length < MAX_PAUSES) longest.push({from, to: at});
  }
}

/** The longest pause that began at or after this moment. Nanoseconds, 0 for none. */
export function longestPauseSince(pauses: readonly Pause[], at: bigint): bigint {
  const pause = pauses.find(({from}) => from >= at);
  return pause === undefined ? 0n : lengthOf(pause);
}

function lengthOf({from, to}: Pause): bigint {
  return to - from;
}
