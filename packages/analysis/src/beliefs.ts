/**
 * Whom a node believes to have an address: the MAC that its neighbour entry holds. Pure; bounded in memory.
 *
 * @module
 */

import {type IpAddress, type MacAddress, ZERO_MAC} from '@vip/arp';
import type {NeighbourEvent, NeighbourState} from './events.js';
import type {Timeline} from './timeline.js';

/** What an entry says from a moment on. */
export interface Belief {
  /** Nanoseconds. A state that was seen and not announced was entered up to one look earlier. */
  readonly at: bigint;
  readonly state: NeighbourState;
  /** Absent when it holds none. */
  readonly mac?: MacAddress;
}

/** What an event says of the entry. An all-zero address is what an entry holds that waits for its first answer. */
export function beliefOf({at, state, mac}: Pick<NeighbourEvent, 'at' | 'state' | 'mac'>): Belief {
  return mac === undefined || mac === ZERO_MAC ? {at, state} : {at, state, mac};
}

/** Two machines that claim an address in turn change a cache without end. */
const MAX_CHANGES = 512;

/** The MACs that an entry held, one after the other, while events come in. */
export class Beliefs {
  /** Oldest first; each with another MAC than the one before it. */
  readonly #changes: Belief[] = [];
  #now: Belief | undefined;

  /** Events come almost in order: what the kernel announces is told a little late. */
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

  /** What was told since is no news after the one before, but it is after the one that came late. */
  #returnToNow(index: number): void {
    const isLast = index === this.#changes.length - 1;
    if (isLast && this.#now !== undefined && this.#now.mac !== this.#changes[index]?.mac)
      this.#changes.push(this.#now);
  }

  /** What it says now; undefined before anything is known of it. */
  get now(): Belief | undefined {
    return this.#now;
  }

  /** The MAC that it held just before a moment, and since when; undefined before anything is known of it. */
  before(moment: bigint): Belief | undefined {
    return this.#changes.findLast(({at}) => at < moment);
  }
}

/** What a node's entry for an address said at a moment; undefined before anything is known of it. */
export function beliefAt(
  timeline: Timeline,
  node: string,
  ip: IpAddress,
  moment: bigint,
): Belief | undefined {
  const last = timeline.select('neighbour', node).findLast(event => event.ip === ip && event.at <= moment);
  return last === undefined ? undefined : beliefOf(last);
}
