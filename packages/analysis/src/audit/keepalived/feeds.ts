/**
 * Where lines come from: the files that are open, definitions of several lines, sequences; the last one opened first.
 *
 * @module
 */

import {octetText} from '../../octets.js';
import {decomment, hasComments, trimEnd, trimStart} from './decomment.js';
import type {Definitions} from './definitions.js';
import type {Fault} from './fault.js';
import type {Sequence} from './sequences.js';
import type {ConfigSource, Place} from './source.js';

export interface Line {
  readonly text: string;
  readonly place: Place;
}

/** Octets: a longer line is split, and its remainder is a line of its own. */
const LONGEST = 1023;

/** An infinite sequence stops here; keepalived continues. */
const MOST_LINES = 200_000;

type Feed =
  | {kind: 'file'; path: string; lines: readonly string[]; numbers: readonly number[]; next: number}
  | {kind: 'lines'; lines: readonly string[]; next: number; place: Place}
  | {kind: 'sequence'; sequence: Sequence; place: Place};

/** What is over is taken off the end. */
export class Feeds {
  readonly #source: ConfigSource;
  readonly #definitions: Definitions;
  readonly #report: (fault: Omit<Fault, 'block'>) => void;
  readonly #feeds: Feed[] = [];
  /** Lines as they are in a file, without comments and blanks; those with nothing to report. */
  readonly #bare = new Map<string, string>();
  #place: Place;
  #count = 0;

  constructor(
    path: string,
    source: ConfigSource,
    definitions: Definitions,
    report: (fault: Omit<Fault, 'block'>) => void,
  ) {
    this.#source = source;
    this.#definitions = definitions;
    this.#report = report;
    this.#place = {file: path, line: 1};
    this.open(path);
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

  /** False where it cannot be read. */
  open(path: string): boolean {
    const text = this.#source.read(path);
    if (text === undefined) return false;
    const lines = text.split('\n');
    // Only a file with lines that are cut has to remember which line each part was.
    const isCut = lines.some(isLong);
    const numbers = isCut ? lines.flatMap((line, index) => cut(line).map(() => index + 1)) : [];
    this.#feeds.push({kind: 'file', path, lines: isCut ? lines.flatMap(cut) : lines, numbers, next: 0});
    return true;
  }

  /** The next line that is not empty; undefined at the end, and beyond 200,000 lines. */
  next(): Line | undefined {
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
    let text = this.#bare.get(raw);
    if (text === undefined) {
      const bare = bareLine(raw);
      text = bare.text;
      if (bare.openQuote) this.#report({kind: 'quote', place, word: '"', text: 'a quote is not closed'});
      else this.#bare.set(raw, text);
    }
    // Nothing but a comment is a blank line in the copy that is parsed.
    if (text === '') this.#definitions.goOn(undefined);
    return {text, place};
  }
}

function bareLine(raw: string): {text: string; openQuote: boolean} {
  if (!hasComments(raw)) return {text: trimEnd(trimStart(raw)), openQuote: false};
  const {text, openQuote} = decomment(raw);
  // The children read a copy of the file without its comments, and take comments out again: `\!` protects nothing.
  return {text: raw.includes('\\') ? decomment(text).text : text, openQuote};
}

/** In octets, of which a character has four at most. */
function isLong(line: string): boolean {
  return line.length > LONGEST / 4 && octetText(line).length > LONGEST;
}

function cut(line: string): string[] {
  if (!isLong(line)) return [line];
  const parts = [''];
  let size = 0;
  for (const character of line) {
    const more = octetText(character).length;
    if (size + more > LONGEST) parts.push('');
    size = size + more > LONGEST ? more : size + more;
    parts.push(`${parts.pop()}${character}`);
  }
  return parts;
}
