/**
 * The sum of a number of each item.
 *
 * @module
 */

export function sum<T>(all: readonly T[], number: (one: T) => number): number {
  return all.reduce((total, one) => total + number(one), 0);
}
