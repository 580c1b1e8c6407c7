/**
 * Blocks and keywords as parsed by one keepalived process, or by all of them together.
 *
 * Follows `process_stream()` and `alloc_value_block()` of keepalived 2.2.7.
 *
 * @module
 */

import {BraceCount} from './brace-count.js';
import type {ConfigFault} from './fault.js';
import {FaultLog} from './fault-log.js';
import type {Grammar, Keyword} from './grammar.js';
import {type LineOptions, LineReader} from './lines.js';
import {Names, nameless} from './names.js';
import {PassingOver} from './passing-over.js';
import type {Process} from './processes.js';
import {opensBlock, ROOT} from './root-grammar.js';
import type {ConfigSource, Place} from './source.js';
import type {Statement} from './statement.js';
import {StatementLines} from './statement-lines.js';
import {objectionTo} from './taken.js';
import {endsBlock, valueLine} from './value-lines.js';

export interface Read {
  readonly statements: readonly Statement[];
  readonly faults: readonly ConfigFault[];
  /** The keywords at the root, including blocks that the process skips. */
  readonly atRoot: ReadonlySet<string>;
  /** Whether every process reads the same as all of them together. */
  readonly isSameForAll: boolean;
}

function isRepeated(keyword: Keyword, word: string, before: readonly Statement[]): boolean {
  return keyword.is === 'values' && keyword.countsOnce === true && hasWord(before, word);
}

/** In quotes it is a word, but opens the block as well. */
function hasBrace({words}: Statement): boolean {
  return words.length > 1 && words.at(-1) === '{';
}

function hasWord(statements: readonly Statement[], word: string): boolean {
  return statements.some(({words}) => words[0] === word);
}

export class Parser {
  readonly #lines: LineReader;
  readonly #statements: StatementLines;
  readonly #faults = new FaultLog();
  readonly #reader: Process | undefined;
  readonly #braces = new BraceCount();
  readonly #atRoot = new Set<string>();
  readonly #names = new Names();
  readonly #passingOver = new PassingOver();
  /** The grammars of the enclosing blocks, from the root. */
  readonly #around: Grammar[] = [];

  /** @param reader the parsing process; undefined for all of them together, each block by its own */
  constructor(path: string, source: ConfigSource, options: LineOptions, reader?: Process) {
    this.#reader = reader;
    this.#lines = new LineReader(
      path,
      source,
      fault => this.#faults.add({...fault, block: this.#faults.block}),
      options,
      reader,
    );
    this.#statements = new StatementLines(this.#lines, this.#faults);
  }

  parse(root: Grammar): Read {
    const statements: Statement[] = [];
    this.#stream(root, false, statements);
    this.#faults.atEnd(this.#statements.depth, this.#lines.place);
    this.#faults.quotedBrace(this.#passingOver.unclosed);
    return {
      statements,
      faults: this.#faults.faults,
      atRoot: this.#atRoot,
      isSameForAll: this.#braces.isSame && this.#lines.isSameForAll,
    };
  }

  #next(): Statement | undefined {
    const next = this.#statements.next();
    if (next !== undefined) this.#braces.add(next.words);
    return next;
  }

  /** True if a skipped block consumed the end of this one. */
  #stream(grammar: Grammar, wantsBrace: boolean, into: Statement[]): boolean {
    let needsBrace = wantsBrace;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const {words, place} = next;
      const word = words[0] as string;
      if (this.#passingOver.isOn) {
        const skipped = this.#passingOver.add(next);
        if (skipped === 'end' && !this.#faults.isAtRoot) return true;
        if (skipped !== 'not a block') continue;
      }
      if (needsBrace) {
        needsBrace = false;
        if (word === '{') continue;
        this.#missingBrace(next, this.#faults.block);
      } else if (word === '{') {
        this.#faults.strayBlock(place);
        if (this.#faults.isAtRoot) this.#braces.differs();
        continue;
      }
      if (word === '}' && !this.#faults.isAtRoot) return false;
      const keyword = grammar.get(word);
      if (keyword === undefined) this.#faults.unknown(place, word, this.#depthOf(word));
      else if (isRepeated(keyword, word, into)) this.#repeated(word, place);
      else if (this.#isAnothers(word)) this.#passingOver.begin(hasBrace(next));
      else into.push(this.#statement(keyword, next, grammar));
    }
    return false;
  }

  #isAnothers(word: string): boolean {
    if (!this.#faults.isAtRoot) return false;
    this.#atRoot.add(word);
    return this.#reader?.reads(word) === false;
  }

  /** The depth of the innermost enclosing block that has the keyword: the block open within it was not closed. */
  #depthOf(word: string): number | undefined {
    const depth = this.#around.findLastIndex(grammar => grammar.has(word));
    return depth >= 0 ? depth : ROOT.has(word) ? 0 : undefined;
  }

  #statement(keyword: Keyword, line: Statement, grammar: Grammar): Statement {
    const {words, place} = line;
    const isAtRoot = this.#faults.isAtRoot;
    if (isAtRoot) this.#faults.beginAtRoot();
    if (keyword.is === 'line') {
      const objection = objectionTo(keyword.taken, words);
      if (objection !== undefined) this.#faults.object(objection, place, true);
      return line;
    }
    const isOpened = hasBrace(line);
    if (isAtRoot) this.#braces.begin(isOpened);
    const inside: Statement[] = [];
    if (keyword.is === 'values') this.#values(keyword, line, inside);
    else {
      const head = isOpened ? words.slice(0, -1) : words;
      const {objection, isSkipped} = this.#names.check(keyword.name, head, place);
      if (objection !== undefined) this.#faults.object(objection, place, keyword.name === 'needed');
      if (isSkipped) this.#passingOver.begin();
      this.#faults.enter(line);
      this.#around.push(grammar);
      this.#stream(keyword.words, !isOpened, inside);
      this.#around.pop();
      this.#faults.leave();
    }
    if (isAtRoot) this.#braces.end();
    return {...line, inside};
  }

  #missingBrace({words: [word = ''], place}: Statement, block: string): void {
    this.#faults.note('missing-brace', place, word, `expected { after ${block}, got ${word}`);
  }

  /** Its lines are skipped, and its } ends the enclosing block. */
  #repeated(word: string, place: Place): void {
    this.#faults.note('rejected', place, word, `${word} is there already`);
    this.#passingOver.begin();
  }

  #values({isNamed}: Keyword & {is: 'values'}, line: Statement, into: Statement[]): void {
    const {words, place} = line;
    const [keyword = '', given] = words;
    this.#faults.enter({words: [keyword], place});
    // A word before the { is a value, and then the { is one too.
    let isOpen = !isNamed && given === '{';
    if (isNamed && given === undefined)
      this.#faults.object(nameless(keyword, 'a name, got none'), place, true);
    else if (!isNamed && !isOpen && given !== undefined)
      this.#faults.note('value', place, given, [keyword, `expected {, got ${given}`]);
    let first: Statement | undefined;
    let last: Statement | undefined;
    const own = isOpen && words.length > 2 ? {...line, words: words.slice(2)} : undefined;
    for (let next = own ?? this.#next(); next !== undefined; next = this.#next()) {
      const word = next.words[0] as string;
      if (word === '}') break;
      if (isOpen && next.text === '{') this.#faults.strayAmongValues(opensBlock(last) ? last : next);
      const value = valueLine(next, !isOpen && first === undefined);
      isOpen ||= word === '{';
      if (value.words.length > 0) into.push(value);
      first ??= next;
      last = next;
      if (endsBlock(next)) break;
    }
    if (first !== undefined && !isOpen) this.#missingBrace(first, keyword);
    this.#faults.leave();
  }
}
