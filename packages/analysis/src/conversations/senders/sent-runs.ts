/**
 * The MACs to which one sender sends: its frames to an address, in runs of those to one MAC. Bounded.
 *
 * @module
 */

import type {RunCause} from '../facts.js';
import {GrowingRun} from './belief-run.js';

const MAX_RUNS = 64;

/** The part of an address that its senders' runs depend on. */
export interface RunsOfAddress {
  /** Counts changes of owner, announcements and the like; a run does not extend across one. */
  readonly epoch: number;
  /** Reserves room for one more run, if there is any. */
  takeRun(): boolean;
  /** Why this station sends to `to` now, after it sent to another MAC. */
  causeOf(station: number, to: number): RunCause | undefined;
}

export class SentRuns {
  readonly all: GrowingRun[] = [];
  /** The current run; undefined while it is not known to which MAC the sender's frames go. */
  current: GrowingRun | undefined;
  /** Runs that were not kept. */
  beyond = 0;
  readonly #address: RunsOfAddress;

  constructor(address: RunsOfAddress) {
    this.#address = address;
  }

  /** A frame of the station to this MAC. */
  sent(station: number, to: number, ns: number, frame: number): void {
    const run = this.current;
    if (run !== undefined && run.mac === to && run.epoch === this.#address.epoch) run.grow(ns, frame);
    else this.#begin(station, to, ns, frame);
  }

  /** Forgets the current run, and goes on with the one before. */
  leave(run: GrowingRun): void {
    this.all.splice(this.all.lastIndexOf(run), 1);
    this.current = this.all.at(-1);
  }

  /** When the last frame was sent; minus infinity if none was. Nanoseconds by the clock. */
  get lastNs(): number {
    return this.all.at(-1)?.lastNs ?? Number.NEGATIVE_INFINITY;
  }

  /** When the last frame to any other MAC was sent; minus infinity if none was. Nanoseconds by the clock. */
  lastNsElsewhere(to: number): number {
    return this.all.findLast(({mac}) => mac !== to)?.lastNs ?? Number.NEGATIVE_INFINITY;
  }

  #begin(station: number, to: number, ns: number, frame: number): void {
    const former = this.current;
    if (this.all.length >= MAX_RUNS || !this.#address.takeRun()) {
      this.beyond++;
      return;
    }
    const run = new GrowingRun(to, this.#address.epoch, ns, frame);
    if (former !== undefined && former.mac !== to) run.cause = this.#address.causeOf(station, to);
    this.all.push(run);
    this.current = run;
  }
}
