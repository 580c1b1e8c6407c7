/**
 * The number of frames of one kind that arrived at a place, and those that did not. Bounded.
 *
 * @module
 */

import {type AddressKey, addressOfKey, type IpAddress, type ViewedKind} from '@vip/arp';
import type {Mark, Run} from '../../capture/mark.js';
import type {WireFrame} from '../wire-frame.js';

/** Frames of one kind, from one source, that should have arrived at a place. */
export interface Passage {
  readonly kind: ViewedKind;
  readonly source: IpAddress;
  /** Absent for frames addressed to all. */
  readonly destination?: IpAddress;
  /** The place that sent them, or else captured them first; the last if there were several. */
  readonly from: number;
  readonly to: number;
  readonly arrived: number;
  readonly missing: number;
  /** Whether there are routers in between that had forwarded others like them before. */
  readonly isRouted: boolean;
  /** Whether no frame shows to which MAC some of the missing were sent, so that their destination is inferred from others like them. */
  readonly isUnaddressed: boolean;
  /** Other places at which some of the missing arrived instead, if they were sent to one machine. */
  readonly elsewhere: readonly number[];
  /** Runs of missing frames with none between them that arrived; the longest ones, in order. */
  readonly runs: readonly Run[];
  /** How many of the missing were in short runs, which a capture that misses some frames has everywhere. */
  readonly scattered: number;
}

const MOST_RUNS = 64;
/** A run of this many is no longer short. */
const LONG = 3;

interface Missed {
  readonly first: Mark;
  last: Mark;
  count: number;
}

export class PassageCount {
  /** The other places at which frames arrived, one bit each. */
  astray = 0;
  isUnaddressed = false;
  #from = 0;
  #arrived = 0;
  #missing = 0;
  #scattered = 0;
  readonly #runs: Missed[] = [];
  /** The current run of missing frames. */
  #run: Missed | undefined;

  constructor(
    readonly kind: ViewedKind,
    readonly source: AddressKey,
    readonly destination: AddressKey | undefined,
    readonly to: number,
    readonly isRouted: boolean,
  ) {}

  isOf({kind, source, destination}: WireFrame, to: number, isRouted: boolean): boolean {
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
      isUnaddressed: this.isUnaddressed,
      ...(destination === undefined ? {} : {destination: addressOfKey(destination)}),
      ...{arrived: this.#arrived, missing: this.#missing, runs: this.#runs, scattered: this.#scattered},
      elsewhere: bitsOf(this.astray),
    };
  }

  /** Ends the current run. If there are too many runs, a shorter one is forgotten. */
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
