/**
 * The smallest and the largest of however many numbers: as arguments of `Math.min` and `Math.max` some 100,000 overflow the
 * stack.
 *
 * @module
 */

/** Infinity when there is none, as `Math.min()` says. */
export function smallest(numbers: Iterable<number>): number {
  let found = Number.POSITIVE_INFINITY;
  for (const number of numbers) found = Math.min(found, number);
  return found;
}

/** -Infinity when there is none, as `Math.max()` says. */
export function largest(numbers: Iterable<number>): number {
  let found = Number.NEGATIVE_INFINITY;
  for (const number of numbers) found = Math.max(found, number);
  return found;
}
