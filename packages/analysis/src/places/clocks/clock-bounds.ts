/**
 * Inequalities for the clocks of two places, from their common frames: no frame arrives before it was sent, and none takes longer than the
 * merge waits for it. Pure.
 *
 * @module
 */

import {DELIVERED_WITHIN_NS} from '../../readings/delivery.js';
import {lowerHull} from './hull.js';
import type {Inequality} from './linear-program.js';

/** A frame at two places, by the assumed clocks. */
export interface TimedPassage {
  /** Position in the part of each clock: -1 at its beginning, 1 at its end. */
  readonly atFrom: number;
  readonly atTo: number;
  /** How much later it is at `to`. Microseconds. */
  readonly y: number;
  /** Microseconds from any origin. */
  readonly x: number;
}

/** The common frames of two clocks. */
export interface PairOfClocks {
  readonly a: number;
  readonly b: number;
  /** In chronological order. */
  readonly there: readonly TimedPassage[];
  readonly back: readonly TimedPassage[];
  /** Of unknown direction, as if from `a` to `b`. */
  readonly either: readonly TimedPassage[];
  /** By how much the times of both are rounded. Microseconds. */
  readonly roundedUs: number;
}

/** No frame takes longer; this bounds the difference of two clocks if nothing else does. Microseconds. */
export const LONGEST_US = Number(DELIVERED_WITHIN_NS) / 1000;
/** Relative slack, so that rounding does not make the solution infeasible. */
const ROUNDING = 1e-6;

export class ClockBounds {
  /** @param unknowns two for each clock but the first */
  constructor(readonly unknowns: number) {}

  /** No frame arrives before it was sent. */
  sent({a, b, there, back, roundedUs}: PairOfClocks, contradiction: number): Inequality[] {
    const slack = roundedUs + contradiction * (1 + ROUNDING);
    return [
      ...lowerHull(there).map(({atFrom, atTo, y}) => ({
        of: this.difference(b, atTo, a, atFrom),
        atMost: y + slack,
      })),
      ...lowerHull(back).map(({atFrom, atTo, y}) => ({
        of: this.difference(a, atTo, b, atFrom),
        atMost: y + slack,
      })),
    ];
  }

  /** No frame takes longer than the merge waits for it. */
  arrived({a, b, there, back, either, roundedUs}: PairOfClocks): Inequality[] {
    const late = LONGEST_US + roundedUs;
    const upper = (passages: readonly TimedPassage[]) =>
      lowerHull(passages.map(passage => ({...passage, y: -passage.y})));
    return [
      ...upper(there).map(({atFrom, atTo, y}) => ({
        of: this.difference(a, atFrom, b, atTo),
        atMost: late + y,
      })),
      ...upper(back).map(({atFrom, atTo, y}) => ({
        of: this.difference(b, atFrom, a, atTo),
        atMost: late + y,
      })),
      ...upper(either).map(({atFrom, atTo, y}) => ({
        of: this.difference(a, atFrom, b, atTo),
        atMost: late + y,
      })),
      ...lowerHull(either).map(({atFrom, atTo, y}) => ({
        of: this.difference(b, atTo, a, atFrom),
        atMost: late + y,
      })),
    ];
  }

  /** Coefficients of how far one clock is ahead of another, each at a position in its part. */
  difference(plus: number, atPlus: number, minus: number, atMinus: number): number[] {
    const of = new Array<number>(this.unknowns).fill(0);
    const add = (clock: number, at: number, sign: number) => {
      if (clock === 0) return;
      of[2 * clock - 2] = (of[2 * clock - 2] as number) + sign;
      of[2 * clock - 1] = (of[2 * clock - 1] as number) + sign * at;
    };
    add(plus, atPlus, 1);
    add(minus, atMinus, -1);
    return of;
  }
}
