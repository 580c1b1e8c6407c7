/**
 * Finds the clocks: each is a line, and no frame arrives before it was sent, which makes a linear program. Pure.
 *
 * Each clock but the first has two unknowns: how far it is ahead of the assumption in the middle of its part, and how much
 * further at its end. Microseconds. A frame from one place to another bounds the difference of both clocks on one side; one in the other
 * direction, on the other side.
 *
 * @module
 */

import {DELIVERED_WITHIN_NS} from '../../readings/delivery.js';
import {lowerHull} from './hull.js';
import {type Inequality, maximise} from './linear-program.js';

/** A frame at two places, by the clocks as they are assumed to be. */
export interface TimedPassage {
  /** Place in the part of each clock: -1 at its beginning, 1 at its end. */
  readonly atFrom: number;
  readonly atTo: number;
  /** How much later it is at `to`. Microseconds. */
  readonly y: number;
  /** Microseconds from any beginning. */
  readonly x: number;
}

/** What two clocks have in common. */
export interface PairOfClocks {
  readonly a: number;
  readonly b: number;
  /** In the order of time. */
  readonly there: readonly TimedPassage[];
  readonly back: readonly TimedPassage[];
  /** Of unknown direction, as if from `a` to `b`. */
  readonly either: readonly TimedPassage[];
  /** By how much the times of both are rounded. Microseconds. */
  readonly roundedUs: number;
}

/** No frame takes longer; this bounds the difference of two clocks if nothing else does. Microseconds. */
const LONGEST_US = Number(DELIVERED_WITHIN_NS) / 1000;
/** Bound of every unknown. Microseconds, and parts in one. */
const MOST_AHEAD_US = 2_000_000;
export const MOST_DRIFT = 1e-3;

/** The solution: the unknowns of the clocks, in order, and their bounds. */
export interface Solution {
  readonly ahead: readonly {readonly middle: number; readonly end: number}[];
  /** By how much frames contradict one another. Microseconds. */
  readonly contradiction: number;
  /** The largest possible error of the difference of two clocks. Microseconds. */
  within(a: number, b: number): number;
}

/**
 * @param halves half the length of each clock's part. Microseconds
 * @param pairs each with frames
 */
export function solve(halves: readonly number[], pairs: readonly PairOfClocks[]): Solution {
  return new ClockProblem(halves, pairs).solve();
}

class ClockProblem {
  readonly #unknowns: number;
  readonly #box: number[];

  constructor(
    readonly halves: readonly number[],
    readonly pairs: readonly PairOfClocks[],
  ) {
    this.#unknowns = 2 * (halves.length - 1);
    this.#box = halves.slice(1).flatMap(half => [MOST_AHEAD_US, MOST_DRIFT * half]);
  }

  solve(): Solution {
    const contradiction = this.#contradiction();
    const hard = this.pairs.flatMap(pair => [...this.#sent(pair, contradiction), ...this.#arrived(pair)]);
    const point = this.#centre(contradiction) ?? this.#box.map(() => 0);
    const valueAt = (goal: readonly number[]) =>
      goal.reduce((sum, one, index) => sum + one * (point[index] as number), 0);
    const furthest = (goal: readonly number[]) => {
      const extreme = maximise(goal, hard, this.#box);
      const reached = extreme?.reduce((sum, one, index) => sum + one * (goal[index] as number), 0);
      return reached === undefined ? LONGEST_US : reached - valueAt(goal);
    };
    return {
      contradiction,
      ahead: this.halves.map((_, clock) => ({
        middle: clock === 0 ? 0 : (point[2 * clock - 2] as number),
        end: clock === 0 ? 0 : (point[2 * clock - 1] as number),
      })),
      within: (a, b) => {
        const goals = [-1, 1].map(at => this.#difference(a, at, b, at));
        const both = goals.flatMap(goal => [goal, goal.map(one => -one)]);
        return contradiction + both.reduce((most, goal) => Math.max(most, furthest(goal)), 0);
      },
    };
  }

  /** By how much frames would have to arrive before they were sent, whatever the clocks. */
  #contradiction(): number {
    const goal = [...this.#box.map(() => 0), -1];
    const rows = this.pairs
      .flatMap(pair => this.#sent(pair, 0))
      .map(({of, atMost}) => ({of: [...of, -1], atMost}));
    const positive = {of: goal, atMost: 0};
    const found = maximise(goal, [...rows, positive], [...this.#box, MOST_AHEAD_US]);
    return found === undefined ? MOST_AHEAD_US : Math.max(0, found.at(-1) as number);
  }

  /**
   * Where frames went both ways, as far from the one bound as from the other; where they went one way, where the fastest took no time.
   * Beyond that, what is assumed stays.
   */
  #centre(contradiction: number): number[] | undefined {
    const {pairs} = this;
    const count = this.#unknowns;
    const width = 2 * count + pairs.length;
    const goal = new Array<number>(width).fill(0);
    const wide = (of: readonly number[], extra: number) =>
      Array.from({length: width}, (_, index) => of[index] ?? (index === extra ? 1 : 0));
    const rows = pairs.flatMap((pair, index) => {
      const isBothWays = pair.there.length > 0 && pair.back.length > 0;
      const sent = this.#sent(pair, contradiction);
      if (isBothWays) goal[count + index] = 1;
      else
        for (const {of} of sent)
          for (const [at, one] of of.entries()) goal[at] = (goal[at] as number) + one / sent.length;
      return [
        // One pair must not gain at the expense of another.
        {of: Array.from({length: width}, (_, at) => (at === count + index ? -1 : 0)), atMost: 0},
        ...sent.map(({of, atMost}) => ({of: wide(of, isBothWays ? count + index : -1), atMost})),
        ...this.#arrived(pair).map(({of, atMost}) => ({of: wide(of, -1), atMost})),
      ];
    });
    const departures = this.#box.flatMap((_, unknown) => {
      const departure = count + pairs.length + unknown;
      goal[departure] = -NEEDLESS;
      return [1, -1].map(sign => {
        const of = this.#box.map((_one, other) => (other === unknown ? sign : 0));
        return {
          of: Array.from({length: width}, (_one, at) => of[at] ?? (at === departure ? -1 : 0)),
          atMost: 0,
        };
      });
    });
    const box = [...this.#box, ...pairs.map(() => 2 * MOST_AHEAD_US), ...this.#box];
    return maximise(goal, [...rows, ...departures], box)?.slice(0, count);
  }

  /** No frame arrives before it was sent. */
  #sent({a, b, there, back, roundedUs}: PairOfClocks, contradiction: number): Inequality[] {
    const slack = roundedUs + contradiction * (1 + ROUNDING);
    return [
      ...lowerHull(there).map(({atFrom, atTo, y}) => ({
        of: this.#difference(b, atTo, a, atFrom),
        atMost: y + slack,
      })),
      ...lowerHull(back).map(({atFrom, atTo, y}) => ({
        of: this.#difference(a, atTo, b, atFrom),
        atMost: y + slack,
      })),
    ];
  }

  /** No frame takes longer than it is waited for. */
  #arrived({a, b, there, back, either, roundedUs}: PairOfClocks): Inequality[] {
    const late = LONGEST_US + roundedUs;
    const upper = (passages: readonly TimedPassage[]) =>
      lowerHull(passages.map(passage => ({...passage, y: -passage.y})));
    return [
      ...upper(there).map(({atFrom, atTo, y}) => ({
        of: this.#difference(a, atFrom, b, atTo),
        atMost: late + y,
      })),
      ...upper(back).map(({atFrom, atTo, y}) => ({
        of: this.#difference(b, atFrom, a, atTo),
        atMost: late + y,
      })),
      ...upper(either).map(({atFrom, atTo, y}) => ({
        of: this.#difference(a, atFrom, b, atTo),
        atMost: late + y,
      })),
      ...lowerHull(either).map(({atFrom, atTo, y}) => ({
        of: this.#difference(b, atTo, a, atFrom),
        atMost: late + y,
      })),
    ];
  }

  /** How far one clock is ahead of another, each at a place of its part. */
  #difference(plus: number, atPlus: number, minus: number, atMinus: number): number[] {
    const of = new Array<number>(this.#unknowns).fill(0);
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

/** Cost of a microsecond of needless departure from the assumption, relative to one of distance from a bound. */
const NEEDLESS = 1e-3;
/** So that rounding does not contradict what was found. */
const ROUNDING = 1e-6;
