/**
 * Frames in chronological order. A file may hold them in another: its parts may have been joined the wrong way round, or queues of a network
 * card may have overtaken each other; or the clock was set back while the file was written, and frames that seem to be earlier are not.
 *
 * The beginning of a capture is buffered until its order is known, which covers most captures completely. Later frames are
 * processed as they arrive; those that come far too late are left out.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import {FrameColumns, type SeenFrames} from '../../capture/frame-columns.js';
import type {ClockStep} from '../capture-facts.js';
import {ForwardSteps} from './forward-steps.js';
import {DISORDER_NS, inOrder, partsOf, STEP_NS} from './held-order.js';
import {type Jump, JumpsBack, type Misplaced} from './jumps-back.js';

/** Maximum number of frames and octets buffered. */
const HELD_FRAMES = 16_384;
/** The buffer has room for this many at first: most captures are short, and there may be many of them. */
const HELD_AT_FIRST = 1024;
const HELD_OCTETS = 16_777_216;

/** Takes a frame, in order. Its time is `ns` of the ordering: as an argument, it would be allocated for each frame. */
export type TakeFrame = (frames: FrameColumns, index: number, frame: number) => void;

export class Ordering {
  readonly steps: ClockStep[] = [];
  /** Frames that were moved, or should have been. */
  disorder = 0;
  #isHolding: boolean;
  #held: FrameColumns | undefined;
  /** For frames that arrive as objects. */
  readonly #single = new FrameColumns(1);
  #octets = 0;
  #frame = 0;
  #lastNs = Number.NaN;
  /** Sum of the clock steps so far. */
  #offset = 0;
  readonly #forward = new ForwardSteps();
  /** Whether frames are kept until it is known what a jump back was. */
  #isLookingAhead = false;
  /** Whether the frames are older than those that were taken, and left out. */
  #isBehind = false;
  /** Absent if frames arrive as they are captured: then the clock was set. */
  readonly #jumps: JumpsBack | undefined;

  constructor(
    readonly clock: CaptureClock,
    readonly take: TakeFrame,
    /** Called before the first frame, with all that are buffered. */
    readonly begins: (held: FrameColumns) => void = () => undefined,
    {isLive = false} = {},
  ) {
    this.#isHolding = !isLive;
    this.#jumps = isLive ? undefined : new JumpsBack(clock);
  }

  /** Time of the frame that is being taken, by the clock, corrected for clock steps. Nanoseconds. */
  get ns(): number {
    return this.#lastNs;
  }

  /** By how much the clock is ahead of these times: the sum of its steps. Nanoseconds. */
  get offset(): bigint {
    return BigInt(this.#offset + this.#forward.pendingNs);
  }

  /** Frames that came too late to be sorted in, and were not taken. */
  get misplaced(): Misplaced | undefined {
    return this.#jumps?.misplaced;
  }

  push(frames: SeenFrames): void {
    if (frames instanceof FrameColumns) {
      this.#pushAll(frames);
      return;
    }
    const single = this.#single;
    for (const seen of frames) {
      single.count = 0;
      single.addFrame(seen);
      this.#pushAll(single);
    }
  }

  #pushAll(frames: FrameColumns): void {
    const {count} = frames;
    if (count > 0 && !this.clock.hasBegun) this.clock.begin(frames.at(0) ?? 0n);
    let index = 0;
    for (; index < count && this.#isHolding; index++) this.#hold(frames, index);
    const from = index;
    for (; index < count; index++) {
      const frame = this.#numberOf(frames, index);
      if (this.#isLookingAhead) this.#lookAhead(frames, index, frame);
      else this.#stream(frames, index, frame);
    }
    if (!this.#isLookingAhead) this.#jumps?.taken(frames, from, count);
  }

  #numberOf(frames: FrameColumns, index: number): number {
    this.#frame = numberAt(frames, index) || this.#frame + 1;
    return this.#frame;
  }

  #hold(frames: FrameColumns, index: number): void {
    this.#held ??= new FrameColumns(HELD_AT_FIRST);
    if (this.#held.isFull) this.#held = this.#held.grown(2 * this.#held.capacity);
    // The octets belong to the reader, which reuses them.
    this.#held.addCopy(frames, index, this.#numberOf(frames, index));
    this.#octets += (frames.end[index] as number) - (frames.start[index] as number);
    if (this.#held.count === HELD_FRAMES || this.#octets >= HELD_OCTETS) this.flush();
  }

  /** Hands over the buffered frames, because the capture is over or the buffer is full. */
  flush(): void {
    this.#giveAhead();
    const held = this.#held;
    this.#held = undefined;
    this.#isHolding = false;
    if (held === undefined) return;
    this.begins(held);
    const {epoch} = this.clock;
    const times = Float64Array.from({length: held.count}, (_, index) => held.since(index, epoch));
    for (const {indexes, offset, by} of partsOf(held, times)) {
      const [first = 0] = indexes;
      if (by !== 0) this.#note(times[first - 1] as number, held.number[first] as number, by);
      const {sorted, disorder} = inOrder(indexes, times);
      this.disorder += disorder;
      for (const index of sorted)
        this.#give(held, index, (times[index] as number) - offset, numberAt(held, index));
      this.#offset = offset;
      this.#jumps?.begin(held, sorted);
    }
  }

  /**
   * An observer of the clock reports that it was set forward by this much. Frames from then on are dated by the new time.
   *
   * @returns false if frames dated by it have already come, for which the leap counts as time that passed
   */
  leap(by: bigint): boolean {
    return this.#forward.reported(Number(by), this.#lastNs);
  }

  #stream(frames: FrameColumns, index: number, frame: number): void {
    const given = frames.since(index, this.clock.epoch);
    const leap = this.#forward.before(given - this.#offset, this.#lastNs);
    if (leap !== 0) this.#step(frame, leap);
    const late = this.#lastNs - (given - this.#offset);
    if (late >= DISORDER_NS) {
      this.#late(frames, index, frame, late);
      return;
    }
    if (this.#isBehind) this.#isBehind = false;
    this.#give(frames, index, given - this.#offset, frame);
  }

  /** A frame that is older than the one before it. */
  #late(frames: FrameColumns, index: number, frame: number, late: number): void {
    const given = frames.since(index, this.clock.epoch);
    if (late >= STEP_NS || this.#isBehind) {
      const jump = this.#isBehind ? 'older' : this.#jumpAt(frames, index);
      if (jump === 'unknown') {
        this.#isLookingAhead = true;
        this.#lookAhead(frames, index, frame);
        return;
      }
      this.#isBehind = jump === 'older';
      if (this.#isBehind) {
        this.#jumps?.leaveOut(frame);
        return;
      }
      this.#step(frame, -late);
    } else this.disorder++;
    this.#give(frames, index, given - this.#offset, frame);
  }

  #jumpAt(frames: FrameColumns, index: number): Jump {
    return this.#jumps === undefined ? 'step' : this.#jumps.at(frames, index);
  }

  #lookAhead(frames: FrameColumns, index: number, frame: number): void {
    if (this.#jumps?.lookAhead(frames, index, frame) === true) this.#giveAhead();
  }

  #giveAhead(): void {
    if (!this.#isLookingAhead) return;
    this.#isLookingAhead = false;
    const ahead = this.#jumps?.ahead;
    for (let index = 0; ahead !== undefined && index < ahead.count; index++)
      this.#stream(ahead, index, numberAt(ahead, index));
  }

  #step(frame: number, by: number): void {
    this.#offset += by;
    this.#note(this.#lastNs, frame, by);
  }

  /** @param ns time of the frame before the step; NaN if there is none */
  #note(ns: number, frame: number, by: number): void {
    if (this.steps.length >= MAX_STEPS) return;
    const at = Number.isNaN(ns) ? 0n : this.clock.at(ns);
    this.steps.push({at, frame, by: BigInt(by)});
  }

  #give(frames: FrameColumns, index: number, ns: number, frame: number): void {
    // Never backwards: to match questions with answers, a frame that others overtook is given their time.
    if (!(ns < this.#lastNs)) this.#lastNs = ns;
    this.take(frames, index, frame);
  }
}

/**
 * The number of a frame as a small integer: V8 allocates an object for a double from a column wherever it is
 * passed on, but not for a small integer.
 */
function numberAt(frames: FrameColumns, index: number): number {
  const number = frames.number[index] as number;
  return number <= MOST_SMALL ? number | 0 : number;
}

const MOST_SMALL = 0x7fff_ffff;

/** Maximum number of steps reported. */
const MAX_STEPS = 64;
