/**
 * Frames in the order of their time. A file may hold them in another: parts that were put together the wrong way round, queues
 * of a network card that overtook each other; or the clock was set back while it was written, and what seems to be earlier is not.
 *
 * The beginning of a capture is buffered until its order is known, which covers most captures completely. Later frames are
 * processed as they arrive.
 *
 * @module
 */

import type {SeenFrame} from '../seen-frame.js';
import {Continuity} from './continuity.js';
import type {ClockStep} from './facts.js';

/** Maximum number of frames and octets buffered. */
const HELD_FRAMES = 16_384;
const HELD_OCTETS = 16_777_216;

/** A smaller step back of the clock cannot be distinguished from frames that overtook one another. Nanoseconds. */
const STEP_NS = 1_000_000_000n;

/** Frames of several queues overtake one another by less, which is not worth reporting. Nanoseconds. */
const DISORDER_NS = 1_000_000n;

/** Takes a frame, in order: `at` is its time, corrected for clock steps. */
export type TakeFrame = (seen: SeenFrame, frame: number, at: bigint) => void;

interface Held {
  readonly seen: SeenFrame;
  readonly frame: number;
}

export class Ordering {
  readonly steps: ClockStep[] = [];
  /** Frames that were moved, or should have been. */
  disorder = 0;
  #held: Held[] | undefined = [];
  #octets = 0;
  #frame = 0;
  #last: bigint | undefined;
  /** Sum of the clock steps so far. */
  #offset = 0n;
  /** A step forward that no frame has shown yet. */
  #leapNs = 0n;

  constructor(readonly take: TakeFrame) {}

  /** By how much the clock is ahead of the times handed over: the sum of its steps. Nanoseconds. */
  get offset(): bigint {
    return this.#offset + this.#leapNs;
  }

  push(seen: SeenFrame): void {
    const frame = seen.number ?? this.#frame + 1;
    this.#frame = frame;
    if (this.#held === undefined) {
      this.#stream(seen, frame);
      return;
    }
    // The octets belong to the reader, which reuses them.
    this.#held.push({seen: {...seen, bytes: seen.bytes.slice()}, frame});
    this.#octets += seen.bytes.length;
    if (this.#held.length >= HELD_FRAMES || this.#octets >= HELD_OCTETS) this.flush();
  }

  /** The capture is over, or the buffer is full. */
  flush(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const part of this.#withoutSteps(held)) {
      const sorted = this.#sorted(part.frames);
      for (const {seen, frame} of sorted) this.#give(seen, frame, seen.at - part.offset);
      this.#offset = part.offset;
    }
  }

  /** Whoever sees the clock itself says that it was set forward by so much. The frames from then on are dated by it. */
  leap(by: bigint): void {
    this.#leapNs += by;
  }

  #stream(seen: SeenFrame, frame: number): void {
    this.#takeLeap(seen.at, frame);
    const at = seen.at - this.#offset;
    if (this.#last !== undefined && at < this.#last) {
      if (this.#last - at >= STEP_NS) this.#step(frame, at - this.#last);
      else if (this.#last - at >= DISORDER_NS) this.disorder++;
    }
    this.#give(seen, frame, seen.at - this.#offset);
  }

  /** Frames that were captured before it may come after it is known. */
  #takeLeap(at: bigint, frame: number): void {
    if (this.#leapNs === 0n || at - this.#offset - (this.#last ?? at) < this.#leapNs / 2n) return;
    this.#step(frame, this.#leapNs);
    this.#leapNs = 0n;
  }

  #step(frame: number, by: bigint): void {
    this.#offset += by;
    if (this.steps.length < MAX_STEPS) this.steps.push({at: this.#last ?? 0n, frame, by});
  }

  #give(seen: SeenFrame, frame: number, at: bigint): void {
    // Never backwards: for matching questions with answers, a frame that overtook others has their time.
    const time = this.#last !== undefined && at < this.#last ? this.#last : at;
    this.#last = time;
    this.take(seen, frame, time);
  }

  /** Parts between clock steps, each with the sum of the steps before it. */
  #withoutSteps(held: readonly Held[]): {frames: Held[]; offset: bigint}[] {
    const parts: {frames: Held[]; offset: bigint}[] = [];
    const continuity = new Continuity();
    let frames: Held[] = [];
    let offset = 0n;
    let previous: Held | undefined;
    for (const [index, one] of held.entries()) {
      const by = previous === undefined ? 0n : stepBefore(held, index, previous, continuity);
      if (previous !== undefined && by !== 0n) {
        parts.push({frames, offset});
        offset += by;
        if (this.steps.length < MAX_STEPS) this.steps.push({at: previous.seen.at, frame: one.frame, by});
        frames = [];
      }
      frames.push(one);
      continuity.note(one.seen);
      previous = one;
    }
    parts.push({frames, offset});
    return parts;
  }

  #sorted(frames: readonly Held[]): readonly Held[] {
    const isInOrder = frames.every(
      ({seen}, index) => index === 0 || seen.at >= (frames[index - 1] as Held).seen.at,
    );
    if (isInOrder) return frames;
    const sorted = [...frames].sort((a, b) =>
      a.seen.at < b.seen.at ? -1 : a.seen.at > b.seen.at ? 1 : a.frame - b.frame,
    );
    this.disorder += frames.filter(
      (one, index) => index > 0 && (frames[index - 1] as Held).seen.at - one.seen.at >= DISORDER_NS,
    ).length;
    return sorted;
  }
}

/** The clock step before a frame, as far as later frames show. Nanoseconds, 0 for none. */
function stepBefore(held: readonly Held[], index: number, previous: Held, continuity: Continuity): bigint {
  const by = (held[index] as Held).seen.at - previous.seen.at;
  return by <= -STEP_NS && continuity.goesOn(held, index) ? by : 0n;
}

/** Maximum number of steps reported. */
const MAX_STEPS = 64;
