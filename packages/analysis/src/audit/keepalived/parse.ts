/**
 * Blocks and keywords. A file that is wrong is read as keepalived reads it, so that what is said of it afterwards is what runs.
 *
 * Follows `process_stream()` and `alloc_value_block()` of keepalived 2.2.7.
 *
 * @module
 */

import {type Fault, type FaultKind, MOST_FAULTS} from './fault.js';
import type {Line} from './feeds.js';
import type {Grammar, Keyword} from './grammar.js';
import {type LineOptions, LineReader} from './lines.js';
import {isBlockWord, type Release, ROOT, ROOTS} from './root-grammar.js';
import type {ConfigSource, Place} from './source.js';
import type {Statement} from './statement.js';
import {checkTaken} from './taken.js';
import {wordsOf} from './words.js';

export interface Parsed {
  readonly statements: readonly Statement[];
  readonly faults: readonly Fault[];
}

/** Never throws; reads up to 200,000 lines. */
export function parseKeepalived(
  path: string,
  source: ConfigSource,
  release: Release = '2.2',
  options: LineOptions = {},
): Parsed {
  return new Parser(path, source, options).parse(ROOTS[release]);
}

interface Open {
  readonly name: string;
  readonly place: Place;
}

class Parser {
  readonly #lines: LineReader;
  readonly #faults: Fault[] = [];
  readonly #names = new Set<string>();
  /** The blocks that are open, from the outermost. */
  readonly #open: Open[] = [];
  /** Braces of a block that is skipped; -1 before its first. */
  #skipping = 0;
  #depth = 0;
  /** Whether what is unknown from here on follows from something that was misspelt or not closed. */
  #derailed = false;

  constructor(path: string, source: ConfigSource, options: LineOptions) {
    this.#lines = new LineReader(path, source, fault => this.#add({...fault, block: this.#block()}), options);
  }

  parse(root: Grammar): Parsed {
    const statements: Statement[] = [];
    this.#stream(root, false, statements);
    this.#atEnd();
    return {statements, faults: this.#faults};
  }

  #next(): {line: Line; words: string[]} | undefined {
    for (let line = this.#lines.next(); line !== undefined; line = this.#lines.next()) {
      this.#countBraces(line);
      const {words, openQuote} = wordsOf(line.text);
      if (openQuote) this.#fault('quote', line.place, '"', 'a quote is not closed');
      if (words.length > 0) return {line, words};
    }
    return undefined;
  }

  #countBraces({text, place}: Line): void {
    if (text === '{') this.#depth++;
    else if (text === '}' && --this.#depth < 0) {
      this.#depth = 0;
      this.#fault('extra-brace', place, '}', 'a } without {');
    }
  }

  /** True when a block that is skipped took this one's end with it. */
  #stream(grammar: Grammar, wantsBrace: boolean, into: Statement[]): boolean {
    let needsBrace = wantsBrace;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const {line, words} = next;
      const word = words[0] as string;
      if (this.#skipping !== 0) {
        const skipped = this.#skip(words);
        if (skipped === 'end' && this.#open.length > 0) return true;
        if (skipped !== 'not a block') continue;
      }
      if (needsBrace) {
        needsBrace = false;
        if (word === '{') continue;
        this.#fault('missing-brace', line.place, word, `expected { after ${this.#block()}, got ${word}`);
      } else if (word === '{') {
        this.#strayBlock(line.place);
        continue;
      }
      if (word === '}' && this.#open.length > 0) return false;
      const keyword = grammar.get(word);
      if (keyword === undefined) this.#unknown(line, word);
      else into.push(this.#statement(keyword, line, words));
    }
    return false;
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

  #unknown({place}: Line, word: string): void {
    if (word === '}') {
      if (!this.#derailed) return;
      this.#fault('unknown-keyword', place, word, 'unknown keyword }');
      return;
    }
    const open = this.#open[0];
    if (open !== undefined && ROOT.has(word)) this.#unclosed(open, place, word);
    this.#fault('unknown-keyword', place, word, `unknown keyword ${word}`);
  }

  /** The lines of an unknown block are tried as keywords of the block around it, and its } closes that one. */
  #strayBlock(place: Place): void {
    const last = this.#faults.at(-1);
    if (last?.kind === 'unknown-keyword') this.#faults[this.#faults.length - 1] = {...last, opensBlock: true};
    this.#derailed = true;
    this.#fault('unexpected-brace', place, '{', 'a { where no block begins');
  }

  #unclosed({name, place}: Open, at: Place, word: string): void {
    this.#fault('unclosed-block', place, name, `${name} is not closed before ${word} in line ${at.line}`);
    this.#derailed = true;
  }

  #statement(keyword: Keyword, {text, place}: Line, words: readonly string[]): Statement {
    const inside: Statement[] = [];
    if (this.#open.length === 0) this.#derailed = false;
    if (keyword.is === 'line') this.#checkLine(keyword, words, place);
    else if (keyword.is === 'values') this.#values(keyword, words, place, inside);
    else {
      this.#checkName(keyword.name, words, place);
      this.#open.push({name: words.slice(0, 2).join(' '), place});
      this.#stream(keyword.words, true, inside);
      this.#open.pop();
    }
    return {words, text, place, inside};
  }

  #checkLine({taken}: Keyword & {is: 'line'}, words: readonly string[], place: Place): void {
    const problem = checkTaken(taken, words);
    if (problem === undefined) return;
    const kind = words.length < 2 ? 'missing-value' : 'value';
    this.#fault(kind, place, words[1] ?? (words[0] as string), `${words[0]}: ${problem}`);
  }

  /** A block without the name that it needs, or with one that was there, is skipped. */
  #checkName(name: 'none' | 'any' | 'needed' | 'unique', words: readonly string[], place: Place): void {
    const [keyword, given] = words;
    if (name === 'needed' && given === undefined)
      this.#fault('missing-value', place, keyword as string, `${keyword}: expected a name, got none`);
    if (name !== 'unique') return;
    const full = `${keyword} ${given}`;
    if (words.length !== 2)
      this.#fault(
        'missing-value',
        place,
        keyword as string,
        `${keyword}: expected one name, got ${words.length - 1}`,
      );
    else if (this.#names.has(full))
      this.#fault('ignored', place, given as string, `${full} is there already`);
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
    this.#open.push({name: keyword, place});
    if (isNamed && given === undefined)
      this.#fault('missing-value', place, keyword, `${keyword}: expected a name, got none`);
    else if (!isNamed && given !== undefined)
      this.#fault('value', place, given, `${keyword}: expected {, got ${given}`);
    let needsBrace = true;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const {line} = next;
      const given = next.words;
      const isOpening = needsBrace && given[0] === '{';
      needsBrace = false;
      if (isOpening) continue;
      if (given[0] === '}') break;
      this.#checkStray(given[0] as string, line.place);
      into.push({words: given, text: line.text, place: line.place, inside: []});
    }
    this.#open.pop();
  }

  /** A keyword or a brace among values: the block was not closed. */
  #checkStray(word: string, place: Place): void {
    if (this.#derailed || (word !== '{' && !isBlockWord(word))) return;
    const open = this.#open.at(-1);
    if (open !== undefined) this.#unclosed(open, place, word);
  }

  #atEnd(): void {
    if (this.#depth > 0 && !this.#faults.some(({kind}) => kind === 'unclosed-block')) {
      const place = this.#lines.place;
      this.#fault(
        'unclosed-block',
        place,
        '{',
        `${this.#depth} of the { are not closed at the end of the file`,
      );
    }
  }

  #block(): string {
    return this.#open.map(({name}) => name).join(' > ');
  }

  #fault(kind: FaultKind, place: Place, word: string, text: string): void {
    this.#add({kind, place, word, text, block: this.#block()});
  }

  #add(fault: Fault): void {
    if (this.#faults.length < MOST_FAULTS)
      this.#faults.push(
        this.#derailed && fault.kind !== 'unclosed-block' ? {...fault, follows: true} : fault,
      );
  }
}
