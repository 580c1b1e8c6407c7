/**
 * Whole numbers as values of options.
 *
 * @module
 */

import {wholeNumber, withSyntax} from '../options/syntax.js';
import {refuse} from './refuse.js';

/** A whole number of `least` or more. */
export function wholeNumberFrom(least: number): (text: string) => number {
  return withSyntax(wholeNumber(least), text => {
    const value = Number(text);
    return /^\d+$/.test(text) && value >= least && Number.isSafeInteger(value)
      ? value
      : refuse('number', `a whole number of ${least} or more`, text);
  });
}

/** A port, 1 to 65535. */
export const parsePort = withSyntax(wholeNumber(1, 65_535), (text: string): number => {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535
    ? port
    : refuse('port', 'a number of 1 to 65535', text);
});
