/**
 * Runs of like frames while they come in: the only thing that is touched for every frame.
 *
 * @module
 */

import type {Cause, Mark} from './facts.js';

/** A growing run. MACs are numbers of 48 bits here, for they are compared with every frame. */
export class GrowingRun {
  lastAt: bigint;
  lastFrame: number;
  count = 1;
  answered = 0;
  firstAnswerAt = 0n;
  answerAt = 0n;
  answerFrame = 0;
  cause: Cause | undefined;

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

  /** A frame came back. */
  answer(at: bigint, frame: number): void {
    if (this.answered === 0) this.firstAnswerAt = at;
    this.answered++;
    this.answerAt = at;
    this.answerFrame = frame;
  }

  get lastAnswer(): Mark | undefined {
    return this.answered === 0 ? undefined : {at: this.answerAt, frame: this.answerFrame};
  }
}
