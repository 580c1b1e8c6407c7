/**
 * Frames of one sender in a row, all to one MAC: what it believes, and what it got for it. The only things that are touched for
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
  /** Questions among them whose fate says something, and what it was. */
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
    /** In which state of affairs it grows; another one begins a new run. */
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

  /** One of its questions was answered by this frame. */
  wasAnswered(at: bigint, frame: number): void {
    this.firstAnswer ??= {at, frame};
    this.answered++;
    this.answerAt = at;
    this.answerFrame = frame;
  }

  /** The question in this frame stayed unanswered. */
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
