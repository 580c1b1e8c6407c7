/**
 * A member of a live watch: the interfaces of this machine, or one of several places, each with a clock of its own.
 *
 * @module
 */

import {counted, type SeenFrames} from '@vip/analysis/internal';
import type {Watch, WatchedEvent} from '@vip/analysis/internal/watch';
import {type CaptureTotals, ClockWatch, Slices} from '@vip/core/internal/watch';
import type {WatchCommandOptions} from '../grammar/watch.js';
import type {StateFile} from '../watch-state.js';
import type {Judging} from './watch-tellers.js';

/** Everything that members are made from. */
export interface MemberPlan {
  readonly options: WatchCommandOptions;
  readonly judging: Judging;
  readonly state: ReturnType<StateFile['read']>;
  readonly tell: (event: WatchedEvent) => void;
}

export abstract class WatchMember {
  /** The watch, which looks at frames step by step. */
  abstract readonly watch: Watch;
  readonly #looks = new Slices(() => this.watch.step());
  readonly #clock = new ClockWatch();
  #dropped = 0;
  #lookedAt: bigint | undefined;

  /** The time by the clock of its frames. Nanoseconds. */
  abstract now(): bigint;

  abstract totals(): CaptureTotals;

  /** Resolves when new frames have been examined; until then, further ones wait in the kernel. */
  async take(frames: SeenFrames): Promise<void> {
    // Several interfaces are read concurrently, and each may begin a look.
    while (this.watch.isLooking) await this.#looks.finish();
    // Frames may be dated by a clock that was set since the last look at it.
    this.#lookAtClock();
    this.watch.take(frames);
    await this.#looks.finish();
  }

  /** Resolves when everything that its frames show has been reported; no more frames may be passed to it. */
  async end(): Promise<void> {
    this.watch.beginEnd();
    while (this.watch.isLooking) await this.#looks.finish();
    this.#tellDropped(this.now());
  }

  /** Checks, several times a second, whatever may have been set or removed. */
  look(): void {
    this.#lookAtClock();
  }

  #lookAtClock(): void {
    const step = this.#clock.look(() => this.now());
    if (step > 0n) this.watch.leapt(step);
  }

  /** Reports whatever only the passage of time shows, and what the kernel dropped. */
  tick(): void {
    const now = this.now();
    this.watch.tick(now);
    this.#looks.start();
    this.#tellDropped(now);
  }

  /** Since when, by the frames' clock, the kernel may have dropped the newly counted frames; undefined if since the last tick. */
  protected get droppedSince(): bigint | undefined {
    return undefined;
  }

  #tellDropped(now: bigint): void {
    const since = this.droppedSince ?? this.#lookedAt ?? now;
    this.#lookedAt = now;
    const {dropped} = this.totals();
    if (dropped <= this.#dropped) return;
    const frames = counted(dropped - this.#dropped, 'frame');
    this.#dropped = dropped;
    this.watch.tell('dropped', `the kernel dropped ${frames}; their contents are unknown`, {since});
  }
}
