/**
 * A parsed line and the block that it opens.
 *
 * @module
 */

import type {Place} from './source.js';

export interface Statement {
  /** The keyword with its arguments, or the words of a value. */
  readonly words: readonly string[];
  /** The line, without comments. */
  readonly text: string;
  readonly place: Place;
  /** The contents of its block: statements or values. */
  readonly inside: readonly Statement[];
}

/** The first word. */
export function keywordOf({words}: Statement): string {
  return words[0] ?? '';
}

/** The statements with this keyword. */
export function withKeyword(statements: readonly Statement[], ...keywords: readonly string[]): Statement[] {
  return statements.filter(statement => keywords.includes(keywordOf(statement)));
}

/** The argument of the last statement with one of these keywords. */
export function valueIn(
  statements: readonly Statement[],
  ...keywords: readonly string[]
): string | undefined {
  return statements.findLast(statement => keywords.includes(keywordOf(statement)))?.words[1];
}
