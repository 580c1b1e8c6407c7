/**
 * The stack of sources of lines: open files, multi-line definitions, sequences.
 *
 * @module
 */

import type {Definitions} from './definitions.js';
import type {ConfigFault} from './fault.js';
import {bareLine, fileLines} from './file-lines.js';
import type {Sequence} from './sequences.js';
import type {ConfigSource, Place} from './source.js';

export interface SourceLine {
  readonly text: string;
  readonly place: Place;
}

/** A line that includes files, optionally with a check (`is_include()`). */
export const INCLUDE = /^include[rmwba]?[ \t\f\v\r]\s*(.*)$/s;

const COMMENT_READ_TWICE =
  '# begins a line of a file that is included after a condition, or by a definition: keepalived crashes';
const BANG_IN_COPY = '\\! begins a line: keepalived crashes';

/** Limit for infinite sequences; keepalived has none. */
const MOST_LINES = 200_000;

interface FileFeed {
  readonly kind: 'file';
  readonly path: string;
  readonly lines: readonly string[];
  readonly numbers: readonly number[];
  next: number;
  readonly isDirect: boolean;
}

type Feed =
  | FileFeed
  | {kind: 'lines'; lines: readonly string[]; next: number; place: Place}
  | {kind: 'sequence'; sequence: Sequence; place: Place};

/** Finished sources are popped. */
export class Feeds {
  readonly #source: ConfigSource;
  readonly #definitions: Definitions;
  readonly #report: (fault: Omit<ConfigFault, 'block'>) => void;
  readonly #feeds: Feed[] = [];
  /** The lines of a file without comments and outer blanks. */
  readonly #bare = new Map<string, string>();
  /**
   * Whether this is the parent's reading, of the original files. Children read the parent's copy, as does the
   * reading for all processes.
   */
  readonly #isParent: boolean;
  #isSameForAll = true;
  #place: Place;
  #count = 0;

  constructor(
    path: string,
    source: ConfigSource,
    definitions: Definitions,
    report: (fault: Omit<ConfigFault, 'block'>) => void,
    isParent: boolean,
  ) {
    this.#isParent = isParent;
    this.#source = source;
    this.#definitions = definitions;
    this.#report = report;
    this.#place = {file: path, line: 1};
    this.open(path);
  }

  /** Whether parent and children have read the same lines so far. */
  get isSameForAll(): boolean {
    return this.#isSameForAll;
  }

  /** Whether the last line read came from a file. */
  get isOfFile(): boolean {
    return this.#feeds.at(-1)?.kind === 'file';
  }

  /** Whether a child opened the innermost file itself, because it was named by a definition or after a condition. */
  get isDirect(): boolean {
    return this.#feeds.findLast(feed => feed.kind === 'file')?.isDirect === true;
  }

  /** Whether one of these files is being read. */
  hasOpen(paths: readonly string[]): boolean {
    return this.#feeds.some(feed => feed.kind === 'file' && paths.includes(feed.path));
  }

  putLines(lines: readonly string[], place: Place): void {
    this.#feeds.push({kind: 'lines', lines, next: 0, place});
  }

  putSequence(sequence: Sequence, place: Place): void {
    this.#feeds.push({kind: 'sequence', sequence, place});
  }

  /** False if it cannot be read. */
  open(path: string, isDirect = this.isDirect): boolean {
    const text = this.#source.read(path);
    if (text === undefined) return false;
    this.#feeds.push({kind: 'file', path, ...fileLines(text), next: 0, isDirect});
    return true;
  }

  /** The next nonempty line; undefined at the end and after 200,000 lines. */
  next(): SourceLine | undefined {
    for (let feed = this.#feeds.at(-1); feed !== undefined; feed = this.#feeds.at(-1)) {
      const line = this.#from(feed);
      if (line === undefined) this.#feeds.pop();
      else if (++this.#count > MOST_LINES) return this.#tooLarge();
      else if (line.text !== '') {
        this.#place = line.place;
        return line;
      }
    }
    return undefined;
  }

  #tooLarge(): undefined {
    const place = this.#place;
    this.#report({kind: 'too-large', place, word: '', text: `more than ${MOST_LINES} lines`});
    this.#feeds.length = 0;
  }

  #from(feed: Feed): SourceLine | undefined {
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
    const place = {file: feed.path, line};
    if (feed.isDirect && /^[#!]/.test(raw)) return this.#mark(raw, place, feed);
    return this.#fromFile(raw.endsWith('\r') ? raw.replace(/\r+$/, '') : raw, place);
  }

  /** A line with only blanks or a comment is a blank line in the copy, but no line at all to the parent. */
  #endDefinition(isEmpty: boolean): void {
    if (!isEmpty && this.#definitions.isOpen) this.#isSameForAll = false;
    if (isEmpty || !this.#isParent) this.#definitions.goOn(undefined);
  }

  /** In the copy, # marks the start of a file and ! its end: a child mistakes comments in a file that it opened itself for these marks. */
  #mark(raw: string, place: Place, feed: FileFeed): SourceLine {
    if (raw.startsWith('!')) feed.next = feed.lines.length;
    else if (!raw.startsWith('#!'))
      this.#report({kind: 'comment-read-twice', place, word: 'comment', text: COMMENT_READ_TWICE});
    return {text: '', place};
  }

  /** Within a multi-line definition, the parent takes an include line as a part of it; in the copy it is blank. */
  #ofDefinition(text: string, place: Place): SourceLine {
    this.#isSameForAll = false;
    if (this.#isParent) return {text, place};
    this.#definitions.goOn(undefined);
    return {text: '', place};
  }

  #fromFile(raw: string, place: Place): SourceLine {
    let text = this.#bare.get(raw);
    if (text === undefined) {
      const bare = bareLine(raw);
      text = this.#isParent ? bare.once : bare.text;
      if (bare.once !== bare.text) this.#isSameForAll = false;
      if (bare.once.startsWith('!'))
        this.#report({kind: 'escaped-bang', place, word: '\\!', text: BANG_IN_COPY});
      if (bare.openQuote) this.#report({kind: 'quote', place, word: '"', text: 'a quote is not closed'});
      else this.#bare.set(raw, text);
    }
    if (text === '') this.#endDefinition(raw === '');
    return this.#definitions.isOpen && INCLUDE.test(text) ? this.#ofDefinition(text, place) : {text, place};
  }
}
