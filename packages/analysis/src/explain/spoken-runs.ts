/**
 * Frames from an address, in runs of those by one MAC.
 *
 * @module
 */

import {macOfNumber} from '@vip/arp';
import type {Mark} from '../mark.js';
import type {Capacity} from './capacity.js';
import type {AnswerRun} from './facts.js';

const MAX_RUNS = 256;

/** A frame from an address. */
export interface Spoken {
  /** As a number of 48 bits. */
  readonly mac: number;
  readonly at: bigint;
  readonly frame: number;
  readonly isAnswer: boolean;
  /** A router has counted its time to live down. */
  readonly isForwarded?: boolean;
}

/** The runs of one address. Bounded, whoever speaks. */
export class SpokenRuns {
  readonly #runs: SpokenRun[] = [];
  readonly #capacity: Capacity;
  #latest: SpokenRun | undefined;
  /** Runs that were not kept. */
  beyond = 0;

  constructor(capacity: Capacity) {
    this.#capacity = capacity;
  }

  spoke({mac, at, frame, isAnswer, isForwarded = false}: Spoken, epoch: number): void {
    let run = this.#latest;
    if (run !== undefined && run.mac === mac && run.epoch === epoch) run.grow(at, frame);
    else run = this.#begin(mac, epoch, at, frame);
    if (isAnswer) run?.wasAnswer(at, frame);
    if (isForwarded && run !== undefined) run.isForwarded = true;
  }

  get count(): number {
    return this.#runs.length;
  }

  facts(): AnswerRun[] {
    return this.#runs.flatMap(run => run.facts());
  }

  #begin(mac: number, epoch: number, at: bigint, frame: number): SpokenRun | undefined {
    if (this.#runs.length >= MAX_RUNS || !this.#capacity.takeRun()) {
      this.beyond++;
      return undefined;
    }
    this.#latest = new SpokenRun(mac, epoch, at, frame);
    this.#runs.push(this.#latest);
    return this.#latest;
  }
}

class SpokenRun {
  #lastAt: bigint;
  #lastFrame: number;
  #count = 1;
  #answers = 0;
  #firstAnswer: Mark | undefined;
  #answerAt = 0n;
  #answerFrame = 0;
  isForwarded = false;

  constructor(
    /** As a number of 48 bits, because it is compared with every frame. */
    readonly mac: number,
    /** In which state of affairs it grows; another one begins a new run. */
    readonly epoch: number,
    readonly firstAt: bigint,
    readonly firstFrame: number,
  ) {
    this.#lastAt = firstAt;
    this.#lastFrame = firstFrame;
  }

  grow(at: bigint, frame: number): void {
    this.#lastAt = at;
    this.#lastFrame = frame;
    this.#count++;
  }

  wasAnswer(at: bigint, frame: number): void {
    this.#firstAnswer ??= {at, frame};
    this.#answers++;
    this.#answerAt = at;
    this.#answerFrame = frame;
  }

  /** Empty if the capture does not contain the MAC. */
  facts(): AnswerRun[] {
    const mac = macOfNumber(this.mac);
    if (mac === undefined) return [];
    const answered =
      this.#firstAnswer === undefined
        ? {}
        : {firstAnswer: this.#firstAnswer, lastAnswer: {at: this.#answerAt, frame: this.#answerFrame}};
    return [
      {
        mac,
        first: {at: this.firstAt, frame: this.firstFrame},
        last: {at: this.#lastAt, frame: this.#lastFrame},
        count: this.#count,
        answers: this.#answers,
        ...(this.isForwarded ? {isForwarded: true as const} : {}),
        ...answered,
      },
    ];
  }
}
