/**
 * What the text of a value looks like, in the words of a JSON Schema: an editor checks a file by it. A parser accepts nothing that is not
 * of its syntax; what it refuses beyond that, it says itself.
 *
 * @module
 */

/** Keywords of JSON Schema (draft 7). Those of numbers apply to what is written without quotes. */
export interface Syntax {
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

type Parser = (...values: never[]) => unknown;

const syntaxes = new WeakMap<Parser, Syntax>();

/** The same parser, whose syntax is known from now on. */
export function withSyntax<Read extends Parser>(syntax: Syntax, read: Read): Read {
  syntaxes.set(read, syntax);
  return read;
}

/** Undefined if any text may do. */
export function syntaxOf(read: Parser): Syntax | undefined {
  return syntaxes.get(read);
}

/** One of these words. */
export function oneOf(words: readonly string[]): Syntax {
  return {enum: [...words, ...words.map(Number).filter(Number.isInteger)]};
}

export function wholeNumber(minimum: number, maximum?: number): Syntax {
  return {pattern: '^\\d+$', minimum, ...(maximum === undefined ? {} : {maximum})};
}
