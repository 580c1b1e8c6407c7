/**
 * The frames that arrived where they should, those that did not, and the times they took. Bounded, whatever the captures contain.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import type {Mark} from '../../capture/mark.js';
import {pairHash} from '../../collections/pair-hash.js';
import type {WireFrame} from '../wire-frame.js';
import {type Hop, HopTimes} from './hop-times.js';
import {type Passage, PassageCount} from './passage-count.js';

/** Frames that a machine sent, which its own capture should have. */
export interface Completeness {
  readonly checked: number;
  readonly missing: number;
}

const MOST_PASSAGES = 4096;
/** Number of passages cached in front of the map, a power of two. */
const RECENT = 1024;

export class Passages {
  readonly #passages = new Map<string, PassageCount>();
  readonly #recent = new Array<PassageCount | undefined>(RECENT).fill(undefined);
  readonly #hops = new Map<number, HopTimes>();
  readonly #complete: {checked: number; missing: number}[];

  constructor(
    readonly places: number,
    readonly clock: CaptureClock,
  ) {
    this.#complete = Array.from({length: places}, () => ({checked: 0, missing: 0}));
  }

  /** Notes the time that a frame took from one place to another. */
  took(from: number, to: number, ns: number): void {
    const key = from * this.places + to;
    const known = this.#hops.get(key);
    if (known !== undefined) known.add(ns);
    else this.#hops.set(key, new HopTimes(ns));
  }

  /** Counts a frame at a place that should have it. */
  settle(wire: WireFrame, to: number, hasArrived: boolean): void {
    const passage = this.#passage(wire, to, false);
    if (hasArrived) passage?.arrives();
    if (passage === undefined || hasArrived) return;
    // The clocks are not exact, so a receiver may seem to be first by nanoseconds.
    const from = wire.by >= 0 ? wire.by : wire.first;
    passage.misses(from, this.#markOf(wire));
    if (wire.isUnaddressed) passage.isUnaddressed = true;
    if (wire.destination !== undefined) passage.astray |= wire.seen & ~(1 << from);
  }

  /** Counts a packet at a place behind routers. @param last the place that had it last on its way */
  settleBeyond(wire: WireFrame, last: number, to: number, hasArrived: boolean): void {
    const passage = this.#passage(wire, to, true);
    if (hasArrived) passage?.arrives();
    else passage?.misses(last, this.#markOf(wire));
  }

  #markOf({at, frame}: WireFrame): Mark {
    return this.clock.mark(at, frame);
  }

  #passage(wire: WireFrame, to: number, isRouted: boolean): PassageCount | undefined {
    const {source, destination} = wire;
    const place = (pairHash(source, destination ?? 0) + to) & (RECENT - 1);
    const recent = this.#recent[place];
    if (recent?.isOf(wire, to, isRouted) === true) return recent;
    const found = this.#find(wire, to, isRouted);
    this.#recent[place] = found;
    return found;
  }

  #find({kind, source, destination}: WireFrame, to: number, isRouted: boolean): PassageCount | undefined {
    const key = `${kind} ${source} ${destination ?? ''} ${to} ${isRouted}`;
    let passage = this.#passages.get(key);
    if (passage === undefined && this.#passages.size < MOST_PASSAGES) {
      passage = new PassageCount(kind, source, destination, to, isRouted);
      this.#passages.set(key, passage);
    }
    return passage;
  }

  /** Counts a frame that a machine sent. @param has whether its own capture has it */
  checked(place: number, has: boolean): void {
    const own = this.#complete[place];
    if (own === undefined) return;
    own.checked++;
    if (!has) own.missing++;
  }

  facts(): {passages: Passage[]; hops: Hop[]; complete: Completeness[]} {
    return {
      passages: [...this.#passages.values()].map(passage => passage.facts()),
      hops: [...this.#hops].map(([key, times]) => ({
        from: Math.floor(key / this.places),
        to: key % this.places,
        ...times.facts(),
      })),
      complete: this.#complete,
    };
  }
}
