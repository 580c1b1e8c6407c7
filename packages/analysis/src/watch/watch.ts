/**
 * A live, long-running `vip explain`: takes frames as they arrive and reports events of the addresses. Pure: time comes from the frames, or
 * from the caller's clock when there are none.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {CaptureClock} from '../capture/capture-clock.js';
import type {FrameColumns, SeenFrames} from '../capture/frame-columns.js';
import {finish, type Stepwise} from '../collections/stepwise.js';
import {Ordering} from '../explain/frames/ordering.js';
import {Twins} from '../explain/frames/twins.js';
import type {WatchEvent} from './event.js';
import {Looks} from './looks.js';
import {type WatchDetails, WatchReport} from './report.js';
import {STATE_VERSION, stateAt, stateBy, type WatchState} from './state.js';
import type {WatchFigures, WatchOptions} from './watch-options.js';

export class Watch {
  readonly #options: WatchOptions;
  readonly #ordering: Ordering;
  readonly #report: WatchReport;
  readonly #looks: Looks;
  #frames = 0;
  #now = 0n;
  /** The rest of the current look. Meanwhile no frame is taken, and time stands still. */
  #looking: Stepwise<void> | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
    const twins = new Twins();
    const clock = new CaptureClock();
    this.#ordering = new Ordering(
      clock,
      (frames, index, frame) => this.#takeOne(frames, index, frame, clock.at(this.#ordering.ns)),
      held => twins.learn(held, clock),
      options,
    );
    this.#report = new WatchReport(options, this.#ordering);
    this.#looks = new Looks(options, twins, this.#report);
  }

  /** Finishes the current look first. */
  take(frames: SeenFrames): void {
    this.#finishLook();
    this.#ordering.push(frames);
    if (this.#options.isStepwise === true) this.#lookIfDue();
  }

  /** Advances the time, with or without frames. Nanoseconds. */
  tick(now: bigint): void {
    if (this.isLooking) return;
    const at = now - this.#ordering.offset;
    if (at > this.#now) this.#now = at;
    this.#lookIfDue();
  }

  /** Whether a look is in progress. */
  get isLooking(): boolean {
    return this.#looking !== undefined;
  }

  /** Continues a look by one step. @returns whether the look is still in progress */
  step(): boolean {
    if (this.#looking?.next().done !== false) this.#looking = undefined;
    return this.isLooking;
  }

  /** Ends the watch: reports whatever `vip explain` finds in all frames. */
  end(): void {
    this.#finishLook();
    finish(this.#ending());
  }

  /** Like `end`, but run by calls of `step`. No more frames may be taken. */
  beginEnd(): void {
    this.#looking = this.#ending(this.#looking);
  }

  /** Changes the addresses to report. */
  ask(ips: readonly IpAddress[] | undefined): void {
    this.#finishLook();
    finish(this.#looks.tellAsked(this.#now, true));
    this.#looks.ask(ips);
  }

  /** Records that the clock was set forward, or everything paused, by this much. Nanoseconds. */
  leapt(by: bigint): void {
    this.#finishLook();
    this.#report.leapt(this.#now, by, this.#ordering.leap(by));
  }

  /** Reports an event about the watch itself. @param more `since` by the current clock. Nanoseconds */
  tell(what: WatchEvent['what'], text: string, more: WatchDetails = {}): void {
    this.#report.aboutWatch(this.#now, what, text, more);
  }

  state(): WatchState {
    const {place} = this.#options;
    const known: WatchState = {
      ...{kind: 'watch-state', version: STATE_VERSION, at: this.#now},
      ...this.#looks.known(),
    };
    const state = stateBy(this.#ordering.offset, known);
    return place === undefined ? state : stateAt(place, state);
  }

  figures(): WatchFigures {
    const {place} = this.#options;
    return {
      ...(place === undefined ? {} : {place}),
      ...this.#looks.figures(),
      ...{frames: this.#frames, now: this.#now},
    };
  }

  #takeOne(frames: FrameColumns, index: number, frame: number, at: bigint): void {
    this.#looks.begin(at);
    if (this.#options.isStepwise !== true && this.#looks.areDue(at)) {
      this.#now = at;
      this.#lookIfDue();
    }
    this.#frames++;
    if (at > this.#now) this.#now = at;
    this.#looks.take(frames, index, frame, at);
  }

  #lookIfDue(): void {
    if (!this.#looks.areDue(this.#now)) return;
    this.#looking = this.#looks.look(this.#now, false);
    if (this.#options.isStepwise !== true) this.#finishLook();
  }

  #finishLook(): void {
    if (this.#looking !== undefined) finish(this.#looking);
    this.#looking = undefined;
  }

  /** @param before the rest of the previous look */
  *#ending(before?: Stepwise<void>): Stepwise<void> {
    if (before !== undefined) yield* before;
    this.#ordering.flush();
    yield* this.#looks.look(this.#now, true);
    yield* this.#looks.tellAsked(this.#now, true);
  }
}
