/**
 * The lines of `virtual_rules` and `static_rules`: whether the daemon accepts them.
 *
 * Follows `alloc_rule()` of keepalived 2.2.7. Names defined in iproute2's files are assumed to exist.
 *
 * @module
 */

import {MOST_UNSIGNED, readNumber} from '../numbers.js';
import type {Statement} from '../statement.js';
import type {Report} from './report.js';
import {familyOfTarget} from './route.js';

const RULE_WORDS = {
  any: new Set(
    'table lookup tos dsfield fwmark realms suppress_ifgroup sup_group dev iif oif uidrange ipproto sport dport track_group'.split(
      ' ',
    ),
  ),
  number: new Set(
    'preference order priority suppress_prefixlength sup_pl tunnel-id protocol goto'.split(' '),
  ),
  address: new Set(['from', 'to']),
  alone: new Set(['not', 'no_track', 'type']),
};

/** Actions of a rule. */
const ACTIONS = new Set('table lookup l3mdev goto nop blackhole unreachable prohibit'.split(' '));

export function checkRule({words, place}: Statement, keyword: string, report: Report): void {
  const problem = problemOf(words);
  if (problem !== undefined) report('value', place, problem.word, [keyword, problem.text]);
  else if (!words.some(isPreference))
    report('ignored', place, words[0] as string, [keyword, 'without a preference the daemon chooses one']);
}

interface Problem {
  readonly word: string;
  readonly text: string;
}

function problemOf(words: readonly string[]): Problem | undefined {
  const actions: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (ACTIONS.has(word)) actions.push(word);
    // The daemon skips the word after these.
    if (word === 'inet' || word === 'inet6') at++;
    else if (takesValue(word)) {
      const text = problemOfValue(word, words[++at]);
      if (text !== undefined) return {word: words[at] ?? word, text};
    } else if (!ACTIONS.has(word) && !RULE_WORDS.alone.has(word)) return {word, text: `unknown word ${word}`};
  }
  return problemOfActions(actions, words);
}

function takesValue(word: string): boolean {
  return RULE_WORDS.any.has(word) || RULE_WORDS.number.has(word) || RULE_WORDS.address.has(word);
}

function problemOfValue(word: string, value: string | undefined): string | undefined {
  if (value === undefined) return `expected a value after ${word}, got none`;
  if (RULE_WORDS.address.has(word))
    return familyOfTarget(value) === undefined
      ? `expected an address after ${word}, got ${value}`
      : undefined;
  if (!RULE_WORDS.number.has(word)) return undefined;
  const {problem} = readNumber(value, 0, MOST_UNSIGNED, false);
  return problem === undefined ? undefined : `expected a number after ${word}, got ${value}`;
}

function problemOfActions(actions: readonly string[], words: readonly string[]): Problem | undefined {
  const [first, second] = actions;
  if (first === undefined) return {word: words[0] as string, text: 'expected a table or an action, got none'};
  if (second !== undefined) return {word: second, text: `expected one action, got ${actions.join(' and ')}`};
  if (first !== 'goto' || words.some(isPreference)) return undefined;
  return {word: first, text: 'expected a preference with goto, got none'};
}

function isPreference(word: string): boolean {
  return word === 'preference' || word === 'order' || word === 'priority';
}
