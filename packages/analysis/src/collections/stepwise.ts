/**
 * Long work in steps: whoever has more to do than this can do something else in between. Pure: each step is short, and nobody looks at a
 * clock here.
 *
 * @module
 */

/** Each yield is the end of a step, after which the work may be interrupted; what it works on has to stay as it is until it goes on. */
export type Stepwise<Result> = Generator<void, Result, void>;

/** All that is left, without interruption. */
export function finish<Result>(steps: Stepwise<Result>): Result {
  for (;;) {
    const {done, value} = steps.next();
    if (done === true) return value;
  }
}

/** As `items.map(made)`, an item a step. */
export function* mapped<Item, Made>(items: readonly Item[], made: (item: Item) => Made): Stepwise<Made[]> {
  const all: Made[] = [];
  for (const item of items) {
    all.push(made(item));
    yield;
  }
  return all;
}
