/**
 * What a neighbour entry was at a moment, as far as the kernel announced it and somebody looked. Pure.
 *
 * @module
 */

import type {NeighbourEvent, NeighbourState} from './events.js';

/**
 * How late `ip monitor` may be on a busy machine: it dates a moment when it reads of it. Frames are dated by the
 * kernel. Nanoseconds.
 */
export const MONITOR_LATENESS_NS = 500_000_000n;

/** Less than it may have been, and more; `mostNs` absent when the entry was there before we looked. Nanoseconds. */
export interface EntryAge {
  readonly leastNs: bigint;
  readonly mostNs?: bigint;
}

/** The past of one entry, up to the event that is asked about. */
export class EntryHistory {
  /** How late any of them may be dated. Nanoseconds. */
  readonly #latenessNs: bigint;

  /**
   * @param events of the entry, oldest first
   * @param count how many of them are past
   * @param lateNs how late the next one is known to be dated; nanoseconds
   */
  constructor(
    readonly events: readonly NeighbourEvent[],
    readonly count: number,
    lateNs = 0n,
  ) {
    this.#latenessNs = lateNs > MONITOR_LATENESS_NS ? lateNs : MONITOR_LATENESS_NS;
  }

  /**
   * The states in which a frame of that moment can have met it, the likeliest first: that of the last event before, and
   * those whose events may be dated late.
   */
  statesAt(moment: bigint): NeighbourState[] {
    const last = this.#lastUpTo(moment);
    const states = [this.events[last]?.state ?? 'NONE'];
    for (let next = last + 1; next < this.count; next++) {
      const {at, state} = this.events[next] as NeighbourEvent;
      if (at > moment + this.#latenessNs) break;
      if (!states.includes(state)) states.push(state);
    }
    return states;
  }

  /**
   * How long ago its state or MAC had changed at that moment, which is what `locktime` counts from (`updated` of the
   * entry; being confirmed anew does not count).
   */
  ageAt(moment: bigint): EntryAge {
    const last = this.#lastUpTo(moment);
    const now = this.events[last];
    if (now === undefined) return {leastNs: 0n};
    let first = last;
    while (first > 0 && isAlike(this.events[first - 1], now)) first--;
    const {at, source} = this.events[first] as NeighbourEvent;
    const leastNs = moment - at;
    // Who looks for the first time finds what has been there for who knows how long.
    const isKnown = first > 0 || source === 'announced';
    return isKnown ? {leastNs, mostNs: leastNs + this.#latenessNs} : {leastNs};
  }

  /** Its place; -1 for none. What is asked about is never far from the end. */
  #lastUpTo(moment: bigint): number {
    let last = this.count - 1;
    while (last >= 0 && (this.events[last] as NeighbourEvent).at > moment) last--;
    return last;
  }
}

function isAlike(event: NeighbourEvent | undefined, other: NeighbourEvent): boolean {
  return event?.state === other.state && event.mac === other.mac;
}
