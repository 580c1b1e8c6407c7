/**
 * Which frames arrived where they should, and how long they took. Bounded, whatever the captures contain.
 *
 * @module
 */

import {type AddressKey, addressOfKey, type IpAddress, type ViewedKind} from '@vip/arp';
import type {CaptureClock} from '../capture-clock.js';
import type {Mark, Run} from '../mark.js';
import {pairHash} from '../pair-hash.js';
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
  /** Between them are routers, which forwarded others like them before. */
  readonly isRouted: boolean;
  /** Other places to which some of those went that did not arrive, if they were sent to one machine. */
  readonly elsewhere: readonly number[];
  /** Those that did not arrive, in rows without one between them that did; the longest, in their order. */
  readonly runs: readonly Run[];
  /** How many of the missing were in short rows, as a capture that misses some has them everywhere. */
  readonly scattered: number;
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
/** Passages that are found without a look into the map, a power of two. */
const RECENT = 1024;
const MOST_RUNS = 64;
/** A row of so many is no longer short. */
const LONG = 3;
/** Times that a median is taken of; when there are more, every other counts no more. */
const MOST_TIMES = 2048;

export class Passages {
  readonly #passages = new Map<string, Counted>();
  readonly #recent = new Array<Counted | undefined>(RECENT).fill(undefined);
  readonly #hops = new Map<number, Times>();
  readonly #complete: {checked: number; missing: number}[];

  constructor(
    readonly places: number,
    readonly clock: CaptureClock,
  ) {
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
  settle(wire: Wire, to: number, hasArrived: boolean): void {
    const passage = this.#passage(wire, to, false);
    if (hasArrived) passage?.arrives();
    if (passage === undefined || hasArrived) return;
    // With clocks as good as they are, a receiver may be first by nanoseconds.
    const from = wire.by >= 0 ? wire.by : wire.first;
    passage.misses(from, this.#markOf(wire));
    if (wire.destination !== undefined) passage.astray |= wire.seen & ~(1 << from);
  }

  /** Whether a packet arrived at a place behind routers. @param last the place that had it last on its way */
  settleBeyond(wire: Wire, last: number, to: number, hasArrived: boolean): void {
    const passage = this.#passage(wire, to, true);
    if (hasArrived) passage?.arrives();
    else passage?.misses(last, this.#markOf(wire));
  }

  #markOf({at, frame}: Wire): Mark {
    return this.clock.mark(at, frame);
  }

  #passage(wire: Wire, to: number, isRouted: boolean): Counted | undefined {
    const {source, destination} = wire;
    const place = (pairHash(source, destination ?? 0) + to) & (RECENT - 1);
    const recent = this.#recent[place];
    if (recent?.isOf(wire, to, isRouted) === true) return recent;
    const found = this.#find(wire, to, isRouted);
    this.#recent[place] = found;
    return found;
  }

  #find({kind, source, destination}: Wire, to: number, isRouted: boolean): Counted | undefined {
    const key = `${kind} ${source} ${destination ?? ''} ${to} ${isRouted}`;
    let passage = this.#passages.get(key);
    if (passage === undefined && this.#passages.size < MOST_PASSAGES) {
      passage = new Counted(kind, source, destination, to, isRouted);
      this.#passages.set(key, passage);
    }
    return passage;
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

interface Missed {
  readonly first: Mark;
  last: Mark;
  count: number;
}

class Counted {
  /** Places, one bit each. */
  astray = 0;
  #from = 0;
  #arrived = 0;
  #missing = 0;
  #scattered = 0;
  readonly #runs: Missed[] = [];
  /** Those missing at present, in a row. */
  #run: Missed | undefined;

  constructor(
    readonly kind: ViewedKind,
    readonly source: AddressKey,
    readonly destination: AddressKey | undefined,
    readonly to: number,
    readonly isRouted: boolean,
  ) {}

  isOf({kind, source, destination}: Wire, to: number, isRouted: boolean): boolean {
    return (
      this.source === source &&
      this.destination === destination &&
      this.to === to &&
      this.kind === kind &&
      this.isRouted === isRouted
    );
  }

  arrives(): void {
    this.#arrived++;
    this.#endRun();
  }

  misses(from: number, mark: Mark): void {
    this.#missing++;
    this.#from = from;
    if (this.#run === undefined) this.#run = {first: mark, last: mark, count: 1};
    else {
      this.#run.last = mark;
      this.#run.count++;
    }
  }

  facts(): Passage {
    this.#endRun();
    const {kind, source, destination, to, isRouted} = this;
    return {
      ...{kind, source: addressOfKey(source), to, from: this.#from, isRouted},
      ...(destination === undefined ? {} : {destination: addressOfKey(destination)}),
      ...{arrived: this.#arrived, missing: this.#missing, runs: this.#runs, scattered: this.#scattered},
      elsewhere: bitsOf(this.astray),
    };
  }

  /** Where there are too many, a shorter one is forgotten. */
  #endRun(): void {
    const run = this.#run;
    if (run === undefined) return;
    this.#run = undefined;
    if (run.count < LONG) this.#scattered += run.count;
    this.#runs.push(run);
    if (this.#runs.length <= MOST_RUNS) return;
    const shortest = this.#runs.reduce((least, {count}) => Math.min(least, count), run.count);
    this.#runs.splice(
      this.#runs.findIndex(({count}) => count === shortest),
      1,
    );
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
