/**
 * The lines of a block of values, as `alloc_value_block()` of keepalived 2.2.7 takes them apart.
 *
 * @module
 */

import type {Statement} from './statement.js';

/** Without a { before the first one, and without a } after the last: in quotes they count as well. */
export function valueLine(line: Statement, isFirst: boolean): Statement {
  const {words} = line;
  const from = isFirst && words[0] === '{' ? 1 : 0;
  const to = endsBlock(line) ? -1 : undefined;
  return from === 0 && to === undefined ? line : {...line, words: words.slice(from, to)};
}

/** Whether the block ends with the line, or with what is before its end. */
export function endsBlock({words}: Statement): boolean {
  return words.at(-1) === '}';
}
