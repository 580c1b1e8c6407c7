/**
 * Jumps back of the time behind the frames that are buffered at the beginning of a capture. If the clock was set, the capture goes on. If parts of
 * the file are in the wrong order, what follows is older than what was taken, and comes too late to be sorted in.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import {FrameColumns} from '../../capture/frame-columns.js';
import {Continuity, LOOK_AHEAD} from './continuity.js';

/** What a jump back is; unknown until enough of the frames after it have come. */
export type Jump = 'step' | 'older' | 'unknown';

/** Frames that were left out because they are older than those before them. */
export interface Misplaced {
  /** The first of them. */
  readonly frame: number;
  readonly frames: number;
}

/** Number of frames before a jump whose counters are compared with those after it. */
const NOTED = 256;
/** Number of frames kept of each batch, because the next one may begin with a jump. */
const KEPT = 64;

export class JumpsBack {
  /** Of the first frame by its time, by the clock. Nanoseconds. */
  #firstNs = 0;
  #kept: FrameColumns | undefined;
  #continuity: Continuity | undefined;
  #ahead: FrameColumns | undefined;
  #first = 0;
  #frames = 0;

  constructor(readonly clock: CaptureClock) {}

  /** @param sorted the frames that were buffered, in order */
  begin(held: FrameColumns, sorted: readonly number[]): void {
    const [first] = sorted;
    if (first === undefined) return;
    if (this.#kept === undefined) this.#firstNs = held.since(first, this.clock.epoch);
    this.#keep(held, sorted.slice(-NOTED));
  }

  /** Frames up to `end` were taken without a jump. */
  taken(frames: FrameColumns, from: number, end: number): void {
    const count = Math.min(KEPT, end - from);
    this.#keep(
      frames,
      Array.from({length: count}, (_, place) => end - count + place),
    );
  }

  at(frames: FrameColumns, index: number): Jump {
    const {epoch} = this.clock;
    if (frames !== this.#ahead) {
      this.#noteBefore(frames, index);
      this.#ahead = undefined;
      return 'unknown';
    }
    const isStep = this.#continuity?.goesOn(frames, index, frames.since(index, epoch)) !== false;
    return isStep ? 'step' : 'older';
  }

  /** Keeps a frame that follows a jump. @returns whether there are enough to tell what the jump is */
  lookAhead(frames: FrameColumns, index: number, frame: number): boolean {
    this.#ahead ??= new FrameColumns(LOOK_AHEAD);
    this.#ahead.addCopy(frames, index, frame);
    return this.#ahead.isFull;
  }

  get ahead(): FrameColumns | undefined {
    return this.#ahead;
  }

  leaveOut(frame: number): void {
    if (this.#frames === 0) this.#first = frame;
    this.#frames++;
  }

  get misplaced(): Misplaced | undefined {
    if (this.#frames === 0) return undefined;
    return {frame: this.#first, frames: this.#frames};
  }

  /** Notes the counters of the last frames before a jump. */
  #noteBefore(frames: FrameColumns, index: number): void {
    const {epoch} = this.clock;
    this.#continuity ??= new Continuity(this.#firstNs);
    const kept = this.#kept;
    for (let before = 0; kept !== undefined && before < kept.count; before++)
      this.#continuity.note(kept, before, kept.since(before, epoch));
    for (let before = Math.max(0, index - NOTED); before < index; before++)
      this.#continuity.note(frames, before, frames.since(before, epoch));
  }

  /** Keeps copies: the octets belong to the reader. */
  #keep(frames: FrameColumns, indexes: readonly number[]): void {
    this.#kept ??= new FrameColumns(NOTED);
    if (this.#kept.count + indexes.length > NOTED) this.#kept.count = 0;
    for (const index of indexes) this.#kept.addCopy(frames, index, frames.number[index] as number);
  }
}
