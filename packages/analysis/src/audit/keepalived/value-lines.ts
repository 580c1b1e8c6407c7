/**
 * The lines of a block of values, as `alloc_value_block()` of keepalived 2.2.7 splits them.
 *
 * @module
 */

import type {Statement} from './statement.js';

/** Without the { before the first value and the } after the last; braces in quotes count as well. */
export function valueLine(line: Statement, isFirst: boolean): Statement {
  const {words} = line;
  const from = isFirst && words[0] === '{' ? 1 : 0;
  const to = endsBlock(line) ? -1 : undefined;
  return from === 0 && to === undefined ? line : {...line, words: words.slice(from, to)};
}

/** Whether the block ends at the end of the line, or within it. */
export function endsBlock({words}: Statement): boolean {
  return words.at(-1) === '}';
}
