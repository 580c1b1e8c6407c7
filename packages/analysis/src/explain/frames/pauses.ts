/**
 * Stretches without any frame in a capture: its machine paused, its clock was set, its cable was unplugged, or there was no traffic. That a
 * router is not heard meanwhile does not show that it is silent, and a frame that should have arrived then does not count as lost. Bounded.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';

/** From the last frame before it to the first after it. Nanoseconds since the epoch. */
export interface Pause {
  readonly from: bigint;
  readonly to: bigint;
}

/** Shorter gaps between frames are usual. Nanoseconds. */
const LEAST_NS = 50_000_000;
const MOST = 4096;

/** Shorter pauses say nothing about a router: advertisements arrive every second. Nanoseconds. */
const LONG_NS = 1_000_000_000;
const MOST_LONG = 256;

export class Pauses {
  /** The first `MOST` of them. */
  readonly all: Pause[] = [];
  /** Long pauses, each longer than all later ones: enough to know the longest since any moment. */
  readonly longest: Pause[] = [];
  #lastNs = Number.POSITIVE_INFINITY;

  constructor(readonly clock: CaptureClock) {}

  /** A frame was captured. @param ns by the clock */
  note(ns: number): void {
    const from = this.#lastNs;
    this.#lastNs = ns;
    if (ns - from >= LEAST_NS) this.#paused(from, ns);
  }

  #paused(fromNs: number, toNs: number): void {
    const pause = {from: this.clock.at(fromNs), to: this.clock.at(toNs)};
    if (this.all.length < MOST) this.all.push(pause);
    if (toNs - fromNs >= LONG_NS) this.#noteLong(pause);
  }

  #noteLong(pause: Pause): void {
    const {longest} = this;
    while (longest.length > 0 && lengthOf(longest.at(-1) as Pause) <= lengthOf(pause)) longest.pop();
    if (longest.length < MOST_LONG) longest.push(pause);
  }
}

/**
 * The longest pause that began at or after this moment. Nanoseconds, 0 for none.
 *
 * @param longest as `Pauses` keeps them
 */
export function longestPauseSince(longest: readonly Pause[], at: bigint): bigint {
  const pause = longest.find(({from}) => from >= at);
  return pause === undefined ? 0n : lengthOf(pause);
}

/** With fewer pauses than this, there is no rhythm. */
const FEWEST = 16;

/**
 * The pauses that are much longer than most. The others are the rhythm of the traffic, such as that of a
 * client that pings ten times a second where there is no other traffic.
 */
export function unusualPauses(pauses: readonly Pause[]): readonly Pause[] {
  if (pauses.length < FEWEST) return pauses;
  const lengths = pauses.map(lengthOf).sort((a, b) => (a < b ? -1 : 1));
  const usual = lengths[lengths.length >> 1] ?? 0n;
  return pauses.filter(pause => lengthOf(pause) > 2n * usual);
}

/** Whether a single pause covers most of an interval. */
export function wasPaused(pauses: readonly Pause[], from: bigint, to: bigint): boolean {
  return pauses.some(pause => {
    const [start, end] = [pause.from > from ? pause.from : from, pause.to < to ? pause.to : to];
    return end >= start && 2n * (end - start) >= to - from;
  });
}

function lengthOf({from, to}: Pause): bigint {
  return to - from;
}
