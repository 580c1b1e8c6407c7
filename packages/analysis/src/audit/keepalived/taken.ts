/**
 * Checks the arguments of a keyword as `keepalived -t` does.
 *
 * @module
 */

import {type Objection, worded} from './fault.js';
import type {Taken} from './grammar.js';
import {readNumber, readSeconds, readSwitch} from './numbers.js';

const MOST_PORTS = 65_535;

function portProblem(given: string | undefined): string | undefined {
  if (given === undefined || readNumber(given, 1, MOST_PORTS, false).problem === undefined) return undefined;
  return `expected a port of 1 to ${MOST_PORTS}, got ${given}`;
}

/** The problem, or undefined. */
function checkTaken(taken: Taken, words: readonly string[]): string | undefined {
  const given = words[1];
  if (taken.kind === 'anything') return undefined;
  if (taken.kind === 'switch')
    return readSwitch(given) === undefined ? `expected on or off, got ${given}` : undefined;
  if (taken.kind === 'words') return taken.problem(words.slice(1));
  if (taken.kind === 'deprecated') return `deprecated, use ${taken.instead}`;
  if (taken.kind === 'built') return `only a keepalived built with ${taken.part} has it`;
  if (given === undefined) return 'expected a value, got none';
  if (taken.kind === 'word') return undefined;
  if (taken.kind === 'server') return portProblem(words[2]);
  const least = (taken.kind === 'number' ? taken.raisedTo : undefined) ?? taken.least;
  const {problem} =
    taken.kind === 'number'
      ? readNumber(given, least, taken.most, false)
      : readSeconds(given, least, taken.most);
  return problem === undefined
    ? undefined
    : `expected ${least} to ${taken.most}, got ${given === '' ? 'nothing' : given}`;
}

/** As an objection, or undefined. */
export function objectionTo(taken: Taken, words: readonly string[]): Objection | undefined {
  const problem = checkTaken(taken, words);
  if (problem === undefined) return undefined;
  const [keyword = '', given = keyword] = words;
  const wording = worded([keyword, problem]);
  if (taken.kind === 'deprecated' || taken.kind === 'built')
    return {kind: taken.kind, word: keyword, ...wording};
  return {kind: words.length < 2 ? 'missing-value' : 'value', word: given, ...wording};
}
