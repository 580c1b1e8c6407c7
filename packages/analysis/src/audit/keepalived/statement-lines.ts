/**
 * The lines of a configuration as statements, one line each, without the contents of blocks.
 *
 * @module
 */

import type {FaultLog} from './fault-log.js';
import type {SourceLine} from './feeds.js';
import type {LineReader} from './lines.js';
import type {Statement} from './statement.js';
import {splitWords} from './words.js';

/** The contents of lines that open no block: one shared list. */
const NOTHING: readonly Statement[] = [];

export class StatementLines {
  readonly #lines: LineReader;
  readonly #faults: FaultLog;
  /** Words by text: most lines of a long file occur more than once. */
  readonly #words = new Map<string, ReturnType<typeof splitWords>>();
  #depth = 0;

  constructor(lines: LineReader, faults: FaultLog) {
    this.#lines = lines;
    this.#faults = faults;
  }

  /** The number of open braces. */
  get depth(): number {
    return this.#depth;
  }

  /** The next statement with a word; undefined at the end. */
  next(): Statement | undefined {
    for (let line = this.#lines.next(); line !== undefined; line = this.#lines.next()) {
      this.#countBraces(line);
      const {text, place} = line;
      const {words, openQuote} = this.#wordsOf(text);
      if (openQuote) this.#faults.note('quote', place, '"', 'a quote is not closed');
      if (words.length > 0) return {words, text, place, inside: NOTHING};
    }
    return undefined;
  }

  #wordsOf(text: string): ReturnType<typeof splitWords> {
    let words = this.#words.get(text);
    if (words === undefined) {
      words = splitWords(text);
      this.#words.set(text, words);
    }
    return words;
  }

  #countBraces({text, place}: SourceLine): void {
    if (text === '{') this.#depth++;
    else if (text === '}' && --this.#depth < 0) {
      this.#depth = 0;
      this.#faults.extraBrace(place);
    }
  }
}
