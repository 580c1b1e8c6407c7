/**
 * The state of a neighbour entry at a given moment, from the kernel's announcements and from polling. Pure.
 *
 * @module
 */

import type {NeighbourEvent, NeighbourState} from '../events/timeline-event.js';

/**
 * How late `ip monitor` may be on a busy machine: it dates an event when it reads it. Frames are dated by the
 * kernel. Nanoseconds.
 */
export const MONITOR_LATENESS_NS = 500_000_000n;

/** Lower and upper bound; `mostNs` is absent if the entry existed before the first poll. Nanoseconds. */
export interface EntryAge {
  readonly leastNs: bigint;
  readonly mostNs?: bigint;
}

/** The past of one entry, up to the event in question. */
export class EntryHistory {
  /** How late any event may be dated. Nanoseconds. */
  readonly #latenessNs: bigint;

  /**
   * @param events events of the entry, oldest first
   * @param count number of them that are past
   * @param lateNs known lateness of the next one; nanoseconds
   */
  constructor(
    readonly events: readonly NeighbourEvent[],
    readonly count: number,
    lateNs = 0n,
  ) {
    this.#latenessNs = lateNs > MONITOR_LATENESS_NS ? lateNs : MONITOR_LATENESS_NS;
  }

  /**
   * The states in which a frame of that moment may have found it, likeliest first: that of the last event before, and
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
   * How long ago its state or MAC had changed at that moment, from which `locktime` counts (`updated` of the
   * entry; a mere confirmation does not count).
   */
  ageAt(moment: bigint): EntryAge {
    const last = this.#lastUpTo(moment);
    const now = this.events[last];
    if (now === undefined) return {leastNs: 0n};
    let first = last;
    while (first > 0 && isAlike(this.events[first - 1], now)) first--;
    const {at, source} = this.events[first] as NeighbourEvent;
    const leastNs = moment - at;
    // The first poll finds an entry of unknown age.
    const isKnown = first > 0 || source === 'announced';
    return isKnown ? {leastNs, mostNs: leastNs + this.#latenessNs} : {leastNs};
  }

  /** Its index; -1 for none. It is never far from the end. */
  #lastUpTo(moment: bigint): number {
    let last = this.count - 1;
    while (last >= 0 && (this.events[last] as NeighbourEvent).at > moment) last--;
    return last;
  }
}

function isAlike(event: NeighbourEvent | undefined, other: NeighbourEvent): boolean {
  return event?.state === other.state && event.mac === other.mac;
}
