/**
 * Captures of one story at several machines, as in practice: each clock is wrong and drifts, and each capture
 * begins and ends at some point and lacks some frames. Only this file knows the clocks' errors.
 *
 * @module
 */

import type {SeenFrame} from '@vip/analysis/internal';
import type {Random} from '../../helpers/random.js';
import type {Made, MadeFrame} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';

/** A capture at one machine. */
export interface PlaceCapture {
  readonly name: string;
  readonly frames: readonly SeenFrame[];
  /** The true time of each of its frames. */
  readonly truly: readonly bigint[];
  /** The time that this clock shows at a moment. */
  clock(truly: bigint): bigint;
}

export interface Distortion {
  /** Largest error of a clock, in seconds. */
  readonly skew: number;
  /** Largest relative error of its rate. */
  readonly drift: number;
  /** One frame in this many is missing; 0 for none. */
  readonly thinned: number;
  /** Whether the captures begin and end at different times, all within the story. */
  readonly cut: boolean;
}

export const DISTORTED: Distortion = {skew: 5, drift: 1e-4, thinned: 10, cut: true};

/** @param names the names of the capturing machines in the story */
export function capturesOf(
  made: Made,
  names: readonly string[],
  random: Random,
  how = DISTORTED,
): PlaceCapture[] {
  const {places = new Map<string, readonly MadeFrame[]>()} = made;
  const start = made.frames[0]?.at ?? 0n;
  const end = made.frames.at(-1)?.at ?? 0n;
  return names.flatMap(name => {
    const all = places.get(name);
    if (all === undefined) return [];
    const length = Number(end - start);
    const from = how.cut ? start + BigInt(Math.round(between(random, 0, 0.2) * length)) : start;
    const to = how.cut ? end - BigInt(Math.round(between(random, 0, 0.2) * length)) : end;
    const skew = BigInt(Math.round(between(random, -how.skew, how.skew) * SECOND));
    const drift = between(random, -how.drift, how.drift);
    const clock = (at: bigint) => at + skew + BigInt(Math.round(Number(at - start) * drift));
    const kept = all.filter(
      ({at}) => at >= from && at <= to && !(how.thinned > 0 && random.oneIn(how.thinned)),
    );
    const frames = kept.map(({at, bytes, iface = 'eth0'}, index) => {
      return {iface, at: clock(at), bytes, length: bytes.length, number: index + 1};
    });
    return [{name, frames, truly: kept.map(({at}) => at), clock}];
  });
}

/** The part of a capture between two moments, given as seconds of the story. */
export function clipped(capture: PlaceCapture, begin: bigint, from: number, to: number): PlaceCapture {
  const isWithin = (index: number) => {
    const second = Number((capture.truly[index] ?? 0n) - begin) / SECOND;
    return second >= from && second < to;
  };
  const kept = capture.frames.flatMap((frame, index) => (isWithin(index) ? [{frame, index}] : []));
  return {
    ...capture,
    frames: kept.map(({frame}, index) => ({...frame, number: index + 1})),
    truly: kept.map(({index}) => capture.truly[index] as bigint),
  };
}
