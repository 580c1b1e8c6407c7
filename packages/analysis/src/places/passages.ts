/**
 * Which frames arrived where they should, and how long they took. Bounded, whatever the captures contain.
 *
 * @module
 */

import {type AddressKey, addressOf, type IpAddress, type ViewedKind} from '@vip/arp';
import type {Mark, Run} from '../mark.js';
import type {Wire} from './wire.js';

/** Frames of one kind, from one source, that should have arrived at a place. */
export interface Passage {
  readonly kind: ViewedKind;
  readonly source: IpAddress;
  /** Absent for frames to all. */
  readonly destination?: IpAddress;
  /** Where they were sent, or else captured first; the last of several. */
  readonly from: number;
  readonly to: number;
  readonly arrived: number;
  readonly missing: number;
  /** Other places to which some of those went that did not arrive, if they were sent to one machine. */
  readonly elsewhere: readonly number[];
  /** Those that did not arrive, in rows without one between them that did. */
  readonly runs: readonly Run[];
}

/** How long frames took from one place to another. Nanoseconds. */
export interface Hop {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly leastNs: number;
  readonly medianNs: number;
  readonly mostNs: number;
}

/** What a machine sent, and its own capture should have. */
export interface Completeness {
  readonly checked: number;
  readonly missing: number;
}

const MOST_PASSAGES = 4096;
const MOST_RUNS = 64;
/** Times that a median is taken of; when there are more, every other counts no more. */
const MOST_TIMES = 2048;

export class Passages {
  readonly #passages = new Map<string, Counted>();
  readonly #hops = new Map<number, Times>();
  readonly #complete: {checked: number; missing: number}[];

  constructor(readonly places: number) {
    this.#complete = Array.from({length: places}, () => ({checked: 0, missing: 0}));
  }

  /** A frame came to a place from another. */
  took(from: number, to: number, ns: number): void {
    const key = from * this.places + to;
    const known = this.#hops.get(key);
    if (known !== undefined) known.add(ns);
    else this.#hops.set(key, new Times(ns));
  }

  /** Whether a frame arrived at a place that should have it. */
  settle(wire: Wire, mark: Mark, to: number, hasArrived: boolean): void {
    const {kind, source, destination, seen} = wire;
    // With clocks as good as they are, a receiver may be first by nanoseconds.
    const from = wire.by >= 0 ? wire.by : wire.first;
    const key = `${kind} ${source} ${destination ?? ''} ${to}`;
    let passage = this.#passages.get(key);
    if (passage === undefined) {
      if (this.#passages.size >= MOST_PASSAGES) return;
      passage = new Counted(kind, source, destination, to);
      this.#passages.set(key, passage);
    }
    passage.add(from, mark, hasArrived);
    if (!hasArrived && destination !== undefined) passage.astray |= seen & ~(1 << from);
  }

  /** Whether a machine's own capture has what it sent. */
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

class Counted {
  /** Places, one bit each. */
  astray = 0;
  #from = 0;
  #arrived = 0;
  #missing = 0;
  readonly #runs: {first: Mark; last: Mark; count: number}[] = [];
  #isRunning = false;

  constructor(
    readonly kind: ViewedKind,
    readonly source: AddressKey,
    readonly destination: AddressKey | undefined,
    readonly to: number,
  ) {}

  add(from: number, mark: Mark, hasArrived: boolean): void {
    if (hasArrived) {
      this.#arrived++;
      this.#isRunning = false;
      return;
    }
    this.#missing++;
    this.#from = from;
    const last = this.#runs.at(-1);
    if (this.#isRunning && last !== undefined) {
      last.last = mark;
      last.count++;
    } else if (this.#runs.length < MOST_RUNS) this.#runs.push({first: mark, last: mark, count: 1});
    this.#isRunning = true;
  }

  facts(): Passage {
    const {kind, source, destination, to} = this;
    return {
      ...{kind, source: addressOf(source), to, from: this.#from},
      ...(destination === undefined ? {} : {destination: addressOf(destination)}),
      ...{arrived: this.#arrived, missing: this.#missing, runs: this.#runs},
      elsewhere: bitsOf(this.astray),
    };
  }
}

function bitsOf(mask: number): number[] {
  return Array.from({length: 31}, (_, bit) => bit).filter(bit => (mask & (1 << bit)) !== 0);
}

class Times {
  #times: number[] = [];
  #every = 1;
  #count = 0;
  #least: number;
  #most: number;

  constructor(first: number) {
    this.#least = first;
    this.#most = first;
    this.add(first);
  }

  add(ns: number): void {
    this.#least = Math.min(this.#least, ns);
    this.#most = Math.max(this.#most, ns);
    if (this.#count++ % this.#every !== 0) return;
    this.#times.push(ns);
    if (this.#times.length < MOST_TIMES) return;
    this.#times = this.#times.filter((_, index) => index % 2 === 0);
    this.#every *= 2;
  }

  facts(): Pick<Hop, 'count' | 'leastNs' | 'medianNs' | 'mostNs'> {
    const sorted = [...this.#times].sort((a, b) => a - b);
    return {
      count: this.#count,
      leastNs: this.#least,
      medianNs: sorted[sorted.length >> 1] ?? this.#least,
      mostNs: this.#most,
    };
  }
}
