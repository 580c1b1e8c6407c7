/**
 * The lines of a configuration as keepalived's parser gets them: includes, definitions and sequences put in, conditions
 * decided, comments taken out, every brace outside quotes a line of its own.
 *
 * Follows `read_line()` of keepalived 2.2.7, tried with the program: test/core/audit/keepalived-agreement.ts.
 *
 * @module
 */

import {decomment} from './decomment.js';
import {Definitions} from './definitions.js';
import type {Fault, FaultKind} from './fault.js';
import {type Sequence, sequenceOf} from './sequences.js';
import type {ConfigSource, Place} from './source.js';

export interface Line {
  readonly text: string;
  readonly place: Place;
}

/** What is longer is cut, and goes on as a line of its own. */
const LONGEST = 1023;

/** A sequence without end stops here; keepalived goes on. */
const MOST_LINES = 200_000;

/** Reads one after the other; what is over is taken off the end. */
type Feed =
  | {kind: 'file'; path: string; lines: readonly string[]; numbers: readonly number[]; next: number}
  | {kind: 'lines'; lines: readonly string[]; next: number; place: Place}
  | {kind: 'sequence'; sequence: Sequence; place: Place};

export interface LineOptions {
  /** What `@id` is compared with: `--config-id`, else the host's name to the first dot. */
  readonly configId?: string | undefined;
}

export class LineReader {
  readonly #source: ConfigSource;
  readonly #configId: string | undefined;
  readonly #definitions: Definitions;
  readonly #feeds: Feed[] = [];
  readonly #report: (fault: Omit<Fault, 'block'>) => void;
  #residue: Line | undefined;
  #place: Place;
  #count = 0;

  constructor(
    path: string,
    source: ConfigSource,
    report: (fault: Omit<Fault, 'block'>) => void,
    {configId}: LineOptions = {},
  ) {
    this.#source = source;
    this.#report = report;
    this.#configId = configId;
    this.#definitions = new Definitions(configId);
    this.#place = {file: path, line: 1};
    this.#open(path);
  }

  /** Where reading is. */
  get place(): Place {
    return this.#place;
  }

  /** The next line that is not empty; undefined at the end. */
  next(): Line | undefined {
    for (;;) {
      const line = this.#residue ?? this.#raw();
      if (line === undefined) return undefined;
      this.#residue = undefined;
      this.#place = line.place;
      const text = this.#interpret(line.text);
      if (text !== undefined && text !== '') return {text: this.#split(text, line.place), place: line.place};
    }
  }

  #open(path: string): boolean {
    const text = this.#source.read(path);
    if (text === undefined) return false;
    const lines = text.split('\n');
    // Only a file with lines that are cut has to remember which line each part was.
    const isCut = lines.some(({length}) => length > LONGEST);
    const numbers = isCut ? lines.flatMap((line, index) => cut(line).map(() => index + 1)) : [];
    this.#feeds.push({kind: 'file', path, lines: isCut ? lines.flatMap(cut) : lines, numbers, next: 0});
    return true;
  }

  #raw(): Line | undefined {
    for (let feed = this.#feeds.at(-1); feed !== undefined; feed = this.#feeds.at(-1)) {
      const line = this.#from(feed);
      if (line === undefined) this.#feeds.pop();
      else if (++this.#count > MOST_LINES) return this.#tooLarge();
      else if (line.text !== '') return line;
    }
    return undefined;
  }

  #tooLarge(): undefined {
    this.#fault('too-large', '', `more than ${MOST_LINES} lines`);
    this.#feeds.length = 0;
  }

  #from(feed: Feed): Line | undefined {
    if (feed.kind === 'sequence') {
      const {value, done} = feed.sequence.rounds.next();
      if (done === true) return undefined;
      for (const [name, text] of value) this.#definitions.set(name, text);
      return {text: feed.sequence.text, place: feed.place};
    }
    const raw = feed.lines[feed.next++];
    if (raw === undefined) return undefined;
    if (feed.kind === 'lines') return {text: raw, place: feed.place};
    const line = feed.numbers[feed.next - 1] ?? feed.next;
    return this.#fromFile(raw.endsWith('\r') ? raw.replace(/\r+$/, '') : raw, {file: feed.path, line});
  }

  #fromFile(raw: string, place: Place): Line {
    if (raw === '') this.#definitions.goOn(undefined);
    const once = decomment(raw);
    if (once.openQuote) this.#report({kind: 'quote', place, word: '"', text: 'a quote is not closed'});
    // The children read a copy of the file without its comments, and take comments out again: `\!` protects nothing.
    return {text: raw.includes('\\') ? decomment(once.text).text : once.text, place};
  }

  /** What is left to be parsed; undefined when nothing is. */
  #interpret(text: string): string | undefined {
    if (this.#definitions.isOpen) {
      this.#definitions.goOn(text);
      return undefined;
    }
    let line = text;
    for (;;) {
      const chosen = line.startsWith('@') ? this.#condition(line) : line;
      if (chosen === undefined) return undefined;
      line = chosen;
      if (line.startsWith('$') && this.#definitions.define(line)) return undefined;
      if (/^~(?:SEQ|LST)/.test(line)) return this.#sequence(line);
      if (line.startsWith('~') || !line.includes('$')) break;
      const replaced = this.#definitions.replace(line);
      if (replaced === undefined) return this.#endless(line);
      if (!replaced.changed) break;
      line = decomment(replaced.text).text;
      if (replaced.more.length > 0)
        this.#feeds.push({kind: 'lines', lines: replaced.more, next: 0, place: this.#place});
      if (!/^@|^~|\$/.test(line)) break;
    }
    return this.#include(line) ? undefined : line;
  }

  #endless(line: string): undefined {
    this.#fault(
      'definition',
      line,
      'a definition names itself, or the line becomes longer than 1023 characters',
    );
  }

  /** `@id line` and `@^id line`; undefined when it is not for us. */
  #condition(line: string): string | undefined {
    const [, not, id, rest] = /^@(\^?)([^ \t]*)[ \t]+(.*)$/s.exec(line) ?? [];
    if (rest === undefined) return undefined;
    const same = id === this.#configId;
    return same === (not === '') ? rest : undefined;
  }

  #sequence(line: string): undefined {
    const sequence = sequenceOf(line, text => this.#definitions.replace(text)?.text ?? text);
    if (sequence !== undefined) this.#feeds.push({kind: 'sequence', sequence, place: this.#place});
    else this.#fault('definition', line, `a sequence that means nothing: ${line}`);
  }

  #include(line: string): boolean {
    const match = /^include[rmwba]?[ \t\f\v]\s*(.*)$/s.exec(line);
    if (match === null) return false;
    const pattern = match[1] as string;
    const files = this.#source.match(pattern, this.#place.file);
    // keepalived goes on until it has no descriptors left.
    if (files.some(path => this.#feeds.some(feed => feed.kind === 'file' && feed.path === path))) {
      this.#fault('include', pattern, `${pattern} includes itself`);
      return true;
    }
    const opened = files.toReversed().filter(path => this.#open(path));
    if (opened.length === 0) this.#fault('include', pattern, `no file ${pattern} that can be read`);
    return true;
  }

  /** The text to its first brace; what comes after is the next line. */
  #split(text: string, place: Place): string {
    const at = braceIn(text);
    if (at < 0) return text;
    const end = at === 0 ? 1 : at;
    const rest = text.slice(end).replace(/^[ \t]+|[ \t]+$/g, '');
    if (rest !== '') this.#residue = {text: rest, place};
    return text.slice(0, end).replace(/[ \t]+$/, '');
  }

  #fault(kind: FaultKind, word: string, text: string): void {
    this.#report({kind, place: this.#place, word, text});
  }
}

/** The first brace outside double quotes. */
function braceIn(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '{' || sign === '}') return at;
    if (sign !== '"') continue;
    at = text.indexOf('"', at + 1);
    if (at < 0) return -1;
  }
  return -1;
}

function cut(line: string): string[] {
  if (line.length <= LONGEST) return [line];
  const parts: string[] = [];
  for (let at = 0; at < line.length; at += LONGEST) parts.push(line.slice(at, at + LONGEST));
  return parts;
}
