/**
 * The syntax of a value's text in terms of a JSON Schema, with which an editor checks a file. A parser accepts nothing beyond its syntax,
 * but may refuse more.
 *
 * @module
 */

/** Keywords of JSON Schema (draft 7). Those for numbers apply to values written without quotes. */
export interface Syntax {
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

type Parser = (...values: never[]) => unknown;

const syntaxes = new WeakMap<Parser, Syntax>();

/** The same parser, with its syntax attached. */
export function withSyntax<Read extends Parser>(syntax: Syntax, read: Read): Read {
  syntaxes.set(read, syntax);
  return read;
}

/** Undefined if any text may be valid. */
export function syntaxOf(read: Parser): Syntax | undefined {
  return syntaxes.get(read);
}

/** One of these words. */
export function oneOfSyntax(words: readonly string[]): Syntax {
  return {enum: [...words, ...words.map(Number).filter(Number.isInteger)]};
}

export function wholeNumberSyntax(minimum: number, maximum?: number): Syntax {
  return {pattern: '^\\d+$', minimum, ...(maximum === undefined ? {} : {maximum})};
}
