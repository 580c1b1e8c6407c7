/**
 * Which MAC a cache held when, by letter. Pure; bounded in memory.
 *
 * @module
 */

import type {NeighbourState} from '@vip/analysis';
import type {MacName} from './mac-names.js';

export interface Belief {
  readonly name: MacName;
  readonly state: NeighbourState;
}

/** Two machines that claim an address in turn change a cache without end. */
const MAX_CHANGES = 512;

export class Beliefs {
  /** Oldest first; `fromMs` in milliseconds since the beginning of the run. */
  readonly #changes: {readonly fromMs: number; readonly name: MacName}[] = [];
  #newestMs = Number.NEGATIVE_INFINITY;
  #now: Belief | undefined;

  /** Events come almost in order: what the kernel announces is told a little late. */
  take(atMs: number, belief: Belief): void {
    if (atMs >= this.#newestMs) {
      this.#newestMs = atMs;
      this.#now = belief;
    }
    let index = this.#changes.length;
    while (index > 0 && (this.#changes[index - 1]?.fromMs ?? 0) > atMs) index--;
    if (this.#changes[index - 1]?.name.letter === belief.name.letter) return;
    this.#changes.splice(index, 0, {fromMs: atMs, name: belief.name});
    this.#returnTo(this.#now, index);
    if (this.#changes.length > MAX_CHANGES) this.#changes.shift();
  }

  /** What was told since is no news after the one before, but it is after the one that came late. */
  #returnTo(now: Belief | undefined, index: number): void {
    const isLast = index === this.#changes.length - 1;
    if (!isLast || now === undefined || now.name.letter === this.#changes[index]?.name.letter) return;
    this.#changes.push({fromMs: this.#newestMs, name: now.name});
  }

  get now(): Belief | undefined {
    return this.#now;
  }

  /** What was believed just before that time. */
  before(ms: number): MacName | undefined {
    return this.#changes.findLast(({fromMs}) => fromMs < ms)?.name;
  }
}
