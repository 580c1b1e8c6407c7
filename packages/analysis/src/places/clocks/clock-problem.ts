/**
 * Finds the clocks: each is a line, and no frame arrives before it was sent, which gives a linear program. Pure.
 *
 * Each clock but the first has two unknowns: how far it is ahead of the assumption in the middle of its part, and how much
 * further at its end. Microseconds. A frame from one place to another bounds the difference of both clocks on one side; one in the other
 * direction, on the other side.
 *
 * @module
 */

import {ClockBounds, LONGEST_US, type PairOfClocks} from './clock-bounds.js';
import {maximise} from './linear-program.js';

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
  readonly #bounds: ClockBounds;

  constructor(
    readonly halves: readonly number[],
    readonly pairs: readonly PairOfClocks[],
  ) {
    this.#unknowns = 2 * (halves.length - 1);
    this.#bounds = new ClockBounds(this.#unknowns);
    this.#box = halves.slice(1).flatMap(half => [MOST_AHEAD_US, MOST_DRIFT * half]);
  }

  solve(): Solution {
    const contradiction = this.#contradiction();
    const hard = this.pairs.flatMap(pair => [
      ...this.#bounds.sent(pair, contradiction),
      ...this.#bounds.arrived(pair),
    ]);
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
        const goals = [-1, 1].map(at => this.#bounds.difference(a, at, b, at));
        const both = goals.flatMap(goal => [goal, goal.map(one => -one)]);
        return contradiction + both.reduce((most, goal) => Math.max(most, furthest(goal)), 0);
      },
    };
  }

  /** The least by which frames must arrive before they were sent, for any choice of clocks. */
  #contradiction(): number {
    const goal = [...this.#box.map(() => 0), -1];
    const rows = this.pairs
      .flatMap(pair => this.#bounds.sent(pair, 0))
      .map(({of, atMost}) => ({of: [...of, -1], atMost}));
    const positive = {of: goal, atMost: 0};
    const found = maximise(goal, [...rows, positive], [...this.#box, MOST_AHEAD_US]);
    return found === undefined ? MOST_AHEAD_US : Math.max(0, found.at(-1) as number);
  }

  /**
   * The point in the middle between the bounds if frames went both ways; if they went one way, the point where the fastest took no time.
   * Otherwise the assumption is kept.
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
      const sent = this.#bounds.sent(pair, contradiction);
      if (isBothWays) goal[count + index] = 1;
      else
        for (const {of} of sent)
          for (const [at, one] of of.entries()) goal[at] = (goal[at] as number) + one / sent.length;
      return [
        // One pair must not gain distance at the expense of another.
        {of: Array.from({length: width}, (_, at) => (at === count + index ? -1 : 0)), atMost: 0},
        ...sent.map(({of, atMost}) => ({of: wide(of, isBothWays ? count + index : -1), atMost})),
        ...this.#bounds.arrived(pair).map(({of, atMost}) => ({of: wide(of, -1), atMost})),
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
}

/** Cost of a microsecond of needless departure from the assumption, relative to one of distance from a bound. */
const NEEDLESS = 1e-3;
