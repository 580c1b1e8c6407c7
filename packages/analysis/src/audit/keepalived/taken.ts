/**
 * Whether a line has the arguments that its keyword takes, as `keepalived -t` checks it.
 *
 * @module
 */

import type {Taken} from './grammar.js';
import {readNumber, readSeconds, readSwitch} from './numbers.js';

/** The problem, or undefined. */
export function checkTaken(taken: Taken, words: readonly string[]): string | undefined {
  const given = words[1];
  if (taken.kind === 'anything') return undefined;
  if (taken.kind === 'switch')
    return readSwitch(given) === undefined ? `expected on or off, got ${given}` : undefined;
  if (given === undefined) return 'expected a value, got none';
  if (taken.kind === 'word') return undefined;
  const {problem} =
    taken.kind === 'number'
      ? readNumber(given, taken.least, taken.most, false)
      : readSeconds(given, taken.least, taken.most);
  return problem === undefined
    ? undefined
    : `expected ${taken.least} to ${taken.most}, got ${given === '' ? 'nothing' : given}`;
}
