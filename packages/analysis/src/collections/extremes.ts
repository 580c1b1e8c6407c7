/**
 * The smallest and the largest of any number of values: about 100,000 arguments of `Math.min` and `Math.max` overflow the
 * stack.
 *
 * @module
 */

/** Infinity if there is none, like `Math.min()`. */
export function smallest(numbers: Iterable<number>): number {
  let found = Number.POSITIVE_INFINITY;
  for (const number of numbers) found = Math.min(found, number);
  return found;
}

/** -Infinity if there is none, like `Math.max()`. */
export function largest(numbers: Iterable<number>): number {
  let found = Number.NEGATIVE_INFINITY;
  for (const number of numbers) found = Math.max(found, number);
  return found;
}
