/**
 * Frames from an address, in runs of those by one MAC.
 *
 * @module
 */

import {macOfNumber} from '@vip/arp';
import type {CaptureClock} from '../../../capture/capture-clock.js';
import type {Mark} from '../../../capture/mark.js';
import type {AnswerRun} from '../../facts.js';
import type {Capacity} from './capacity.js';

const MAX_RUNS = 256;
/** Runs that each address may keep, however many other addresses have. */
const RESERVED = 5;

/** A frame from an address. */
export interface Spoken {
  /** As a number of 48 bits. */
  readonly sourceMac: number;
  /** Nanoseconds by the clock. */
  readonly ns: number;
  readonly frame: number;
}

/** The runs of one address. Bounded, however many send. */
export class SpokenRuns {
  readonly #runs: SpokenRun[] = [];
  readonly #capacity: Capacity;
  #latest: SpokenRun | undefined;
  /** Runs that were not kept. */
  beyond = 0;

  constructor(capacity: Capacity) {
    this.#capacity = capacity;
  }

  /** @param isForwarded whether a router has decremented its time to live */
  spoke(spoken: Spoken, isAnswer: boolean, isForwarded: boolean, epoch: number): void {
    let run = this.#latest;
    if (run !== undefined && run.mac === spoken.sourceMac && run.epoch === epoch) run.grow(spoken);
    else run = this.#begin(spoken, epoch);
    if (run === undefined) return;
    if (isAnswer) run.wasAnswer(spoken);
    if (isForwarded) run.isForwarded = true;
  }

  get count(): number {
    return this.#runs.length;
  }

  facts(clock: CaptureClock): AnswerRun[] {
    return this.#runs.flatMap(run => run.facts(clock));
  }

  #begin({sourceMac, ns, frame}: Spoken, epoch: number): SpokenRun | undefined {
    const {length} = this.#runs;
    if (length >= MAX_RUNS || !this.#capacity.takeSpoken(length, RESERVED)) {
      this.beyond++;
      return undefined;
    }
    this.#latest = new SpokenRun(sourceMac, epoch, ns, frame);
    this.#runs.push(this.#latest);
    return this.#latest;
  }
}

class SpokenRun {
  // As in `GrowingRun`.
  #lastNs = 0;
  #lastFrame = 0;
  #count = 1;
  #answers = 0;
  #firstAnswerNs = 0;
  #firstAnswer = 0;
  #lastAnswerNs = 0;
  #lastAnswer = 0;
  isForwarded = false;

  constructor(
    /** As a number of 48 bits, because it is compared with every frame. */
    readonly mac: number,
    /** The epoch of the address in which it grows; the next epoch begins a new run. */
    readonly epoch: number,
    readonly firstNs: number,
    readonly firstFrame: number,
  ) {
    this.#lastNs = firstNs;
    this.#lastFrame = firstFrame;
  }

  grow({ns, frame}: Spoken): void {
    this.#lastNs = ns;
    this.#lastFrame = frame;
    this.#count++;
  }

  wasAnswer({ns, frame}: Spoken): void {
    if (this.#answers === 0) {
      this.#firstAnswerNs = ns;
      this.#firstAnswer = frame;
    }
    this.#answers++;
    this.#lastAnswerNs = ns;
    this.#lastAnswer = frame;
  }

  /** Empty if the capture does not contain the MAC. */
  facts(clock: CaptureClock): AnswerRun[] {
    const mac = macOfNumber(this.mac);
    if (mac === undefined) return [];
    const answered: {firstAnswer?: Mark; lastAnswer?: Mark} =
      this.#answers === 0
        ? {}
        : {
            firstAnswer: clock.mark(this.#firstAnswerNs, this.#firstAnswer),
            lastAnswer: clock.mark(this.#lastAnswerNs, this.#lastAnswer),
          };
    return [
      {
        mac,
        first: clock.mark(this.firstNs, this.firstFrame),
        last: clock.mark(this.#lastNs, this.#lastFrame),
        count: this.#count,
        answers: this.#answers,
        ...(this.isForwarded ? {isForwarded: true as const} : {}),
        ...answered,
      },
    ];
  }
}
