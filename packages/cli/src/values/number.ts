/**
 * Whole numbers as values of options.
 *
 * @module
 */

import {wholeNumberSyntax, withSyntax} from '../options/syntax.js';
import {refuseValue} from './refuse.js';

/** A whole number of `least` or more. */
export function wholeNumberFrom(least: number): (text: string) => number {
  return withSyntax(wholeNumberSyntax(least), text => {
    const value = Number(text);
    return /^\d+$/.test(text) && value >= least && Number.isSafeInteger(value)
      ? value
      : refuseValue(`a whole number of ${least} or more`, text);
  });
}

/** A port, 1 to 65535. */
export const parsePort = withSyntax(wholeNumberSyntax(1, 65_535), (text: string): number => {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535
    ? port
    : refuseValue('a number of 1 to 65535', text);
});
