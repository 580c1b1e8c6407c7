/**
 * The longest times in which a capture has no frame at all: it was paused, its clock was set, or there was nothing to see. Who is not
 * heard of in them is not silent for that. Bounded.
 *
 * @module
 */

/** No frame between the two. Nanoseconds. */
export interface Pause {
  readonly from: bigint;
  readonly to: bigint;
}

/** Shorter ones tell nothing. Nanoseconds; an advertisement comes every second. */
const PAUSE_NS = 1_000_000_000n;

const MAX_PAUSES = 256;

export class Pauses {
  /** Each longer than all after it, which is what it takes to know the longest since any moment. */
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

/** The longest that began at this moment or after it. Nanoseconds, 0 for none. */
export function longestPauseSince(pauses: readonly Pause[], at: bigint): bigint {
  const pause = pauses.find(({from}) => from >= at);
  return pause === undefined ? 0n : lengthOf(pause);
}

function lengthOf({from, to}: Pause): bigint {
  return to - from;
}
