/**
 * A run of frames from one sender to one MAC: the MAC in its cache, and how it was answered. These are the only objects updated for every
 * frame, so they are mutable; MACs are numbers of 48 bits, and times are nanoseconds by the clock of the capture.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import type {Mark} from '../../capture/mark.js';
import type {RunCause} from '../facts.js';

export class GrowingRun {
  // Initialised with numbers, so that V8 stores times in place; otherwise it would allocate an object for each change.
  lastNs = 0;
  lastFrame = 0;
  /** Frames. */
  count = 1;
  /** Questions among them with a significant outcome, by outcome. */
  answered = 0;
  unanswered = 0;
  refused = 0;
  /** Questions whose outcome is unknown although later ones were answered. */
  overtaken = 0;
  /** Numbers of frames; 0 for none. */
  #firstUnanswered = 0;
  #firstUnansweredNs = 0;
  #lastUnanswered = 0;
  #lastUnansweredNs = 0;
  #firstAnswer = 0;
  #firstAnswerNs = 0;
  #lastAnswer = 0;
  #lastAnswerNs = 0;
  #firstRefusal = 0;
  #firstRefusalNs = 0;
  cause: RunCause | undefined;

  constructor(
    readonly mac: number,
    /** The epoch of the address in which it grows; the next epoch begins a new run. */
    readonly epoch: number,
    readonly firstNs: number,
    readonly firstFrame: number,
  ) {
    this.lastNs = firstNs;
    this.lastFrame = firstFrame;
  }

  grow(ns: number, frame: number): void {
    this.lastNs = ns;
    this.lastFrame = frame;
    this.count++;
  }

  /** This frame answered one of its questions. */
  wasAnswered(ns: number, frame: number): void {
    if (this.answered === 0) {
      this.#firstAnswer = frame;
      this.#firstAnswerNs = ns;
    }
    this.answered++;
    this.#lastAnswer = frame;
    this.#lastAnswerNs = ns;
  }

  /** This frame refused one of its questions. */
  wasRefused(ns: number, frame: number): void {
    if (this.refused === 0) {
      this.#firstRefusal = frame;
      this.#firstRefusalNs = ns;
    }
    this.refused++;
  }

  /** The question in this frame remained unanswered. */
  wasNotAnswered(ns: number, frame: number, count = 1): void {
    this.unanswered += count;
    if (this.#firstUnanswered === 0) {
      this.#firstUnanswered = frame;
      this.#firstUnansweredNs = ns;
    }
    this.#lastUnanswered = frame;
    this.#lastUnansweredNs = ns;
  }

  marks(clock: CaptureClock): RunMarks {
    const mark = (ns: number, frame: number) => (frame === 0 ? undefined : clock.mark(ns, frame));
    return {
      first: clock.mark(this.firstNs, this.firstFrame),
      last: clock.mark(this.lastNs, this.lastFrame),
      firstUnanswered: mark(this.#firstUnansweredNs, this.#firstUnanswered),
      lastUnanswered: mark(this.#lastUnansweredNs, this.#lastUnanswered),
      firstAnswer: mark(this.#firstAnswerNs, this.#firstAnswer),
      lastAnswer: mark(this.#lastAnswerNs, this.#lastAnswer),
      firstRefusal: mark(this.#firstRefusalNs, this.#firstRefusal),
    };
  }
}

/** The frames of a run that are reported. */
interface RunMarks {
  readonly first: Mark;
  readonly last: Mark;
  readonly firstUnanswered: Mark | undefined;
  readonly lastUnanswered: Mark | undefined;
  readonly firstAnswer: Mark | undefined;
  readonly lastAnswer: Mark | undefined;
  readonly firstRefusal: Mark | undefined;
}
