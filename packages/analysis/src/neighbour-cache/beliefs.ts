/**
 * The MAC at which a node believes an address to be: the one in its neighbour entry. Pure; bounded in memory.
 *
 * @module
 */

import {type IpAddress, type MacAddress, ZERO_MAC} from '@vip/arp';
import type {Timeline} from '../events/timeline.js';
import type {NeighbourEvent, NeighbourState} from '../events/timeline-event.js';

/** The content of an entry from a moment onwards. */
export interface Belief {
  /** Nanoseconds. A state that was seen but not announced was entered up to one polling interval earlier. */
  readonly at: bigint;
  readonly state: NeighbourState;
  /** Absent if there is none. */
  readonly mac?: MacAddress;
}

/** The content of the entry according to an event. An entry that waits for its first answer holds an all-zero MAC. */
export function beliefOf({at, state, mac}: Pick<NeighbourEvent, 'at' | 'state' | 'mac'>): Belief {
  return mac === undefined || mac === ZERO_MAC ? {at, state} : {at, state, mac};
}

/** Maximum number of changes kept: two machines that claim an address in turn change a cache endlessly. */
const MAX_CHANGES = 512;

/** The MACs that an entry held, in order, updated as events arrive. */
export class Beliefs {
  /** Oldest first; each with a MAC other than the one before it. */
  readonly #changes: Belief[] = [];
  #now: Belief | undefined;

  /** Events arrive almost in order: the kernel's announcements are reported a little late. */
  take(event: Pick<NeighbourEvent, 'at' | 'state' | 'mac'>): void {
    const belief = beliefOf(event);
    if (this.#now === undefined || belief.at >= this.#now.at) this.#now = belief;
    let index = this.#changes.length;
    while (index > 0 && (this.#changes[index - 1] as Belief).at > belief.at) index--;
    const before = this.#changes[index - 1];
    if (before !== undefined && before.mac === belief.mac) return;
    this.#changes.splice(index, 0, belief);
    this.#returnToNow(index);
    if (this.#changes.length > MAX_CHANGES) this.#changes.shift();
  }

  /** Re-inserts the current content after a late event: it was not a change before, but is one now. */
  #returnToNow(index: number): void {
    const isLast = index === this.#changes.length - 1;
    if (isLast && this.#now !== undefined && this.#now.mac !== this.#changes[index]?.mac)
      this.#changes.push(this.#now);
  }

  /** Its present content; undefined before anything is known about it. */
  get now(): Belief | undefined {
    return this.#now;
  }

  /** The MAC that it held just before a moment, and since when; undefined before anything is known about it. */
  before(moment: bigint): Belief | undefined {
    return this.#changes.findLast(({at}) => at < moment);
  }
}

/** Content of a node's entry for an address at a moment; undefined before anything is known about it. */
export function beliefAt(
  timeline: Timeline,
  node: string,
  ip: IpAddress,
  moment: bigint,
): Belief | undefined {
  const last = timeline.select('neighbour', node).findLast(event => event.ip === ip && event.at <= moment);
  return last === undefined ? undefined : beliefOf(last);
}
