/**
 * A run of frames from one sender to one MAC: what it believes, and how it was answered. The only objects updated for
 * every frame, so they are mutable, and MACs are numbers of 48 bits.
 *
 * @module
 */

import type {Mark} from '../mark.js';
import type {RunCause} from './facts.js';

export class GrowingRun {
  lastAt: bigint;
  lastFrame: number;
  /** Frames. */
  count = 1;
  /** Questions among them with a significant outcome, by outcome. */
  answered = 0;
  unanswered = 0;
  refused = 0;
  firstUnanswered: Mark | undefined;
  lastUnanswered: Mark | undefined;
  firstAnswer: Mark | undefined;
  answerAt = 0n;
  answerFrame = 0;
  cause: RunCause | undefined;

  constructor(
    readonly mac: number,
    /** The situation in which it grows; a new situation begins a new run. */
    readonly epoch: number,
    readonly firstAt: bigint,
    readonly firstFrame: number,
  ) {
    this.lastAt = firstAt;
    this.lastFrame = firstFrame;
  }

  get first(): Mark {
    return {at: this.firstAt, frame: this.firstFrame};
  }

  get last(): Mark {
    return {at: this.lastAt, frame: this.lastFrame};
  }

  grow(at: bigint, frame: number): void {
    this.lastAt = at;
    this.lastFrame = frame;
    this.count++;
  }

  /** This frame answered one of its questions. */
  wasAnswered(at: bigint, frame: number): void {
    this.firstAnswer ??= {at, frame};
    this.answered++;
    this.answerAt = at;
    this.answerFrame = frame;
  }

  /** The question in this frame remained unanswered. */
  wasNotAnswered(at: bigint, frame: number, count = 1): void {
    this.unanswered += count;
    const mark = {at, frame};
    this.firstUnanswered ??= mark;
    this.lastUnanswered = mark;
  }

  get lastAnswer(): Mark | undefined {
    return this.answered === 0 ? undefined : {at: this.answerAt, frame: this.answerFrame};
  }
}
