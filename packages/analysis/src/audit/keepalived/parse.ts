/**
 * Blocks and keywords. A faulty file is read as keepalived reads it, so that every later statement is about the configuration that runs.
 *
 * Follows `process_stream()` and `alloc_value_block()` of keepalived 2.2.7.
 *
 * @module
 */

import type {Fault} from './fault.js';
import {FaultLog} from './fault-log.js';
import type {Line} from './feeds.js';
import type {Grammar, Keyword} from './grammar.js';
import {type LineOptions, LineReader} from './lines.js';
import {isBlockWord, type Release, ROOT, rootOf} from './root-grammar.js';
import type {ConfigSource, Place} from './source.js';
import type {Statement} from './statement.js';
import {checkTaken} from './taken.js';
import {wordsOf} from './words.js';

export interface Parsed {
  readonly statements: readonly Statement[];
  readonly faults: readonly Fault[];
}

function isRepeated(keyword: Keyword, word: string, before: readonly Statement[]): boolean {
  return keyword.is === 'values' && keyword.countsOnce === true && hasWord(before, word);
}

function hasWord(statements: readonly Statement[], word: string): boolean {
  return statements.some(({words}) => words[0] === word);
}

/** What is in a line that opens no block: one list for all of the many. */
const NOTHING: readonly Statement[] = [];

/** Never throws; reads up to 200,000 lines. */
export function parseKeepalived(
  path: string,
  source: ConfigSource,
  release: Release = '2.2',
  options: LineOptions = {},
): Parsed {
  return new Parser(path, source, options).parse(rootOf(release));
}

class Parser {
  readonly #lines: LineReader;
  readonly #faults = new FaultLog();
  readonly #names = new Set<string>();
  /** The words of each text that has been there: most lines of a long file have. */
  readonly #words = new Map<string, ReturnType<typeof wordsOf>>();
  /** The grammars of the blocks around the one that is read, from the root. */
  readonly #around: Grammar[] = [];
  /** Braces of a block that is skipped; -1 before its first. */
  #skipping = 0;
  #depth = 0;

  constructor(path: string, source: ConfigSource, options: LineOptions) {
    this.#lines = new LineReader(
      path,
      source,
      fault => this.#faults.add({...fault, block: this.#faults.block}),
      options,
    );
  }

  parse(root: Grammar): Parsed {
    const statements: Statement[] = [];
    this.#stream(root, false, statements);
    this.#faults.atEnd(this.#depth, this.#lines.place);
    return {statements, faults: this.#faults.faults};
  }

  /** The next line as a statement that opens no block. */
  #next(): Statement | undefined {
    for (let line = this.#lines.next(); line !== undefined; line = this.#lines.next()) {
      this.#countBraces(line);
      const {text, place} = line;
      const {words, openQuote} = this.#wordsOf(text);
      if (openQuote) this.#faults.note('quote', place, '"', 'a quote is not closed');
      if (words.length > 0) return {words, text, place, inside: NOTHING};
    }
    return undefined;
  }

  #wordsOf(text: string): ReturnType<typeof wordsOf> {
    let words = this.#words.get(text);
    if (words === undefined) {
      words = wordsOf(text);
      this.#words.set(text, words);
    }
    return words;
  }

  #countBraces({text, place}: Line): void {
    if (text === '{') this.#depth++;
    else if (text === '}' && --this.#depth < 0) {
      this.#depth = 0;
      this.#faults.note('extra-brace', place, '}', 'a } without {');
    }
  }

  /** True if a skipped block took this one's end with it. */
  #stream(grammar: Grammar, wantsBrace: boolean, into: Statement[]): boolean {
    let needsBrace = wantsBrace;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const {words, place} = next;
      const word = words[0] as string;
      if (this.#skipping !== 0) {
        const skipped = this.#skip(words);
        if (skipped === 'end' && !this.#faults.isAtRoot) return true;
        if (skipped !== 'not a block') continue;
      }
      if (needsBrace) {
        needsBrace = false;
        if (word === '{') continue;
        this.#faults.note(
          'missing-brace',
          place,
          word,
          `expected { after ${this.#faults.block}, got ${word}`,
        );
      } else if (word === '{') {
        this.#faults.strayBlock(place);
        continue;
      }
      if (word === '}' && !this.#faults.isAtRoot) return false;
      const keyword = grammar.get(word);
      if (keyword === undefined) this.#faults.unknown(place, word, this.#depthOf(word));
      else if (isRepeated(keyword, word, into)) this.#repeated(word, place);
      else into.push(this.#statement(keyword, next, grammar));
    }
    return false;
  }

  /** Of the innermost block around this one that has the keyword: the one that is open in it was not closed. */
  #depthOf(word: string): number | undefined {
    const depth = this.#around.findLastIndex(grammar => grammar.has(word));
    return depth >= 0 ? depth : ROOT.has(word) ? 0 : undefined;
  }

  #skip(words: readonly string[]): 'inside' | 'end' | 'not a block' {
    if (this.#skipping === -1) {
      this.#skipping = words[0] === '{' ? 1 : 0;
      return this.#skipping === 1 ? 'inside' : 'not a block';
    }
    for (const word of words) {
      if (word === '{') this.#skipping++;
      else if (word === '}' && --this.#skipping === 0) return 'end';
    }
    return 'inside';
  }

  #statement(keyword: Keyword, line: Statement, grammar: Grammar): Statement {
    const {words, place} = line;
    if (this.#faults.isAtRoot) this.#faults.beginAtRoot();
    if (keyword.is === 'line') {
      this.#checkLine(keyword, words, place);
      return line;
    }
    const inside: Statement[] = [];
    if (keyword.is === 'values') this.#values(keyword, words, place, inside);
    else {
      this.#checkName(keyword.name, words, place);
      this.#faults.enter(line);
      this.#around.push(grammar);
      this.#stream(keyword.words, true, inside);
      this.#around.pop();
      this.#faults.leave();
    }
    return {...line, inside};
  }

  /** Its lines are passed over, and with its } the block around it ends. */
  #repeated(word: string, place: Place): void {
    this.#faults.note('ignored', place, word, `${word} is there already`);
    this.#skipping = -1;
  }

  #checkLine({taken}: Keyword & {is: 'line'}, words: readonly string[], place: Place): void {
    const problem = checkTaken(taken, words);
    if (problem === undefined) return;
    const isOfTheWord = taken.kind === 'deprecated' || taken.kind === 'built';
    const kind = isOfTheWord ? taken.kind : words.length < 2 ? 'missing-value' : 'value';
    const word = isOfTheWord ? words[0] : (words[1] ?? words[0]);
    this.#faults.note(kind, place, word as string, `${words[0]}: ${problem}`);
  }

  /** A block that lacks the name it needs, or repeats one, is skipped. */
  #checkName(name: 'none' | 'any' | 'needed' | 'unique', words: readonly string[], place: Place): void {
    const [keyword, given] = words;
    if (name === 'needed' && given === undefined)
      this.#faults.note('missing-value', place, keyword as string, `${keyword}: expected a name, got none`);
    if (name !== 'unique') return;
    const full = `${keyword} ${given}`;
    if (words.length !== 2)
      this.#faults.note(
        'missing-value',
        place,
        keyword as string,
        `${keyword}: expected one name, got ${words.length - 1}`,
      );
    else if (this.#names.has(full))
      this.#faults.note('ignored', place, given as string, `${full} is there already`);
    else {
      this.#names.add(full);
      return;
    }
    this.#skipping = -1;
  }

  #values(
    {isNamed}: Keyword & {is: 'values'},
    words: readonly string[],
    place: Place,
    into: Statement[],
  ): void {
    const [keyword = '', given] = words;
    this.#faults.enter({words: [keyword], place});
    if (isNamed && given === undefined)
      this.#faults.note('missing-value', place, keyword, `${keyword}: expected a name, got none`);
    else if (!isNamed && given !== undefined)
      this.#faults.note('value', place, given, `${keyword}: expected {, got ${given}`);
    let isFirst = true;
    // A word before the { is a value, and so is the { then.
    let isOpen = false;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const word = next.words[0] as string;
      if (word === '}') break;
      if (isOpen && (word === '{' || isBlockWord(word))) this.#faults.strayAmongValues(word, next.place);
      isOpen ||= word === '{';
      if (word !== '{' || !isFirst) into.push(next);
      isFirst = false;
    }
    this.#faults.leave();
  }
}
