/**
 * Long work in steps, so that the caller can do something else in between. Pure: each step is short, and no clock is read here.
 *
 * @module
 */

/** Each yield ends a step, after which the work may be interrupted; its input must not change until it continues. */
export type Stepwise<Result> = Generator<void, Result, void>;

/** Runs the remaining steps without interruption. */
export function finish<Result>(steps: Stepwise<Result>): Result {
  for (;;) {
    const {done, value} = steps.next();
    if (done === true) return value;
  }
}

/** Like `items.map(made)`, one item per step. */
export function* mapped<Item, Made>(items: readonly Item[], made: (item: Item) => Made): Stepwise<Made[]> {
  const all: Made[] = [];
  for (const item of items) {
    all.push(made(item));
    yield;
  }
  return all;
}
