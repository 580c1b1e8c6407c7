/**
 * The lines of a configuration as statements, one line each: what they open is not read yet.
 *
 * @module
 */

import type {FaultLog} from './fault-log.js';
import type {SourceLine} from './feeds.js';
import type {LineReader} from './lines.js';
import type {Statement} from './statement.js';
import {splitWords} from './words.js';

/** What is in a line that opens no block: one list for all of the many. */
const NOTHING: readonly Statement[] = [];

export class StatementLines {
  readonly #lines: LineReader;
  readonly #faults: FaultLog;
  /** The words of each text that has been there: most lines of a long file have. */
  readonly #words = new Map<string, ReturnType<typeof splitWords>>();
  #depth = 0;

  constructor(lines: LineReader, faults: FaultLog) {
    this.#lines = lines;
    this.#faults = faults;
  }

  /** How many braces are open. */
  get depth(): number {
    return this.#depth;
  }

  /** The next one that has a word; undefined at the end. */
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
