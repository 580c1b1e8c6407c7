/**
 * The lines of a configuration as keepalived's parser sees them: includes, definitions and sequences expanded, conditions evaluated,
 * comments removed, every brace outside quotes on a line of its own.
 *
 * Follows `read_line()` of keepalived 2.2.7, tried with the program: test/core/audit/keepalived-agreement.ts.
 *
 * @module
 */

import {Braces} from './braces.js';
import {chosenBy, withoutCondition} from './conditions.js';
import {decomment, trimEnd, trimStart} from './decomment.js';
import {Definitions} from './definitions.js';
import type {ConfigFault, ConfigFaultKind} from './fault.js';
import {Feeds, INCLUDE, type SourceLine} from './feeds.js';
import {missingFrom} from './include-pattern.js';
import type {Process} from './processes.js';
import {sequenceOf} from './sequences.js';
import type {ConfigSource, Place} from './source.js';

export interface LineOptions {
  /** The value that `@id` is compared with: `--config-id`, otherwise the host name up to the first dot. */
  readonly configId?: string | undefined;
}

export class LineReader {
  readonly #source: ConfigSource;
  readonly #configId: string | undefined;
  readonly #definitions: Definitions;
  readonly #feeds: Feeds;
  readonly #report: (fault: Omit<ConfigFault, 'block'>) => void;
  readonly #braces = new Braces();
  readonly #reader: Process | undefined;
  #residue: SourceLine | undefined;
  #place: Place;
  #isReadTwice = false;

  constructor(
    path: string,
    source: ConfigSource,
    report: (fault: Omit<ConfigFault, 'block'>) => void,
    {configId}: LineOptions = {},
    reader?: Process,
  ) {
    this.#reader = reader;
    this.#source = source;
    this.#report = report;
    this.#configId = configId;
    this.#definitions = new Definitions(configId);
    this.#place = {file: path, line: 1};
    this.#feeds = new Feeds(path, source, this.#definitions, report, reader?.isChild === false);
  }

  /** Whether every process has read the same lines so far. */
  get isSameForAll(): boolean {
    return this.#feeds.isSameForAll && !this.#isReadTwice;
  }

  /** The current place. */
  get place(): Place {
    return this.#place;
  }

  /** The next nonempty line; undefined at the end. */
  next(): SourceLine | undefined {
    for (;;) {
      const isResidue = this.#residue !== undefined;
      const line = this.#residue ?? this.#feeds.next();
      if (line === undefined) return undefined;
      this.#residue = undefined;
      this.#place = line.place;
      const isPlain = IS_PLAIN.test(line.text) && !this.#definitions.isOpen;
      const isWhole = !isResidue && this.#feeds.isOfFile;
      const text = isPlain ? line.text : this.#interpret(line.text, isWhole);
      if (text === undefined || text === '') continue;
      const own = this.#split(text, line.place);
      return own === line.text ? line : {text: own, place: line.place};
    }
  }

  /**
   * The text to parse; undefined if nothing is left.
   *
   * @param isWhole whether it is a whole line of a file
   */
  #interpret(text: string, isWhole: boolean): string | undefined {
    if (this.#definitions.isOpen) {
      this.#definitions.goOn(text);
      return undefined;
    }
    let line = text;
    let {length} = text;
    for (;;) {
      const chosen = line.startsWith('@') ? chosenBy(line, this.#configId) : line;
      if (chosen === undefined) return undefined;
      length -= line.length - chosen.length;
      const left = withoutCondition(line, chosen, length);
      if (left === undefined) return this.#crash(line);
      line = left;
      if (line.startsWith('$') && this.#definitions.define(line)) return undefined;
      if (/^~(?:SEQ|LST)/.test(line)) return this.#sequence(line);
      if (line.startsWith('~') || !line.includes('$')) break;
      const replaced = this.#definitions.replace(line);
      if (replaced === undefined) return this.#endless(line);
      if (!replaced.changed) {
        line = replaced.text;
        break;
      }
      line = decomment(replaced.text).text;
      if (replaced.more.length > 0) this.#feeds.putLines(replaced.more, this.#place);
      if (!/^@|^~|\$/.test(line)) break;
    }
    return this.#include(line, isWhole && INCLUDE.test(text)) ? undefined : line;
  }

  #endless(line: string): undefined {
    this.#fault('definition', line, 'a definition contains itself, and its expansion never ends');
  }

  #crash(line: string): undefined {
    this.#fault(
      'condition-by-definition',
      line,
      'a condition put before a line by a definition: keepalived crashes',
    );
  }

  #sequence(line: string): undefined {
    const sequence = sequenceOf(line, text => this.#definitions.replace(text)?.text ?? text);
    if (sequence !== undefined) this.#feeds.putSequence(sequence, this.#place);
    else this.#fault('definition', line, `an invalid sequence: ${line}`);
  }

  /** @param isPlain whether the include is written literally in the file, without a definition or a condition */
  #include(line: string, isPlain: boolean): boolean {
    const match = INCLUDE.exec(line);
    if (match === null) return false;
    const pattern = match[1] as string;
    const files = this.#source.match(pattern, this.#place.file);
    // keepalived recurses until it runs out of file descriptors.
    if (this.#feeds.hasOpen(files)) {
      this.#fault('include', pattern, `${pattern} includes itself`);
      return true;
    }
    const opened = files.toReversed().filter(path => this.#feeds.open(path));
    const missing = missingFrom(pattern, this.#place.file, this.#source);
    const names = opened.length > 0 ? missing : missing.length > 0 || files.length > 0 ? [pattern] : [];
    for (const name of names) this.#fault('include', name, `no file ${name} that can be read`);
    if (!isPlain) this.#includeAgain(opened);
    return true;
  }

  /** The copy contains included text only in place of a plain include. For others, a child sees the line itself and opens the files. */
  #includeAgain(files: readonly string[]): void {
    if (files.length > 0) this.#isReadTwice = true;
    if (this.#reader?.isChild !== true || this.#feeds.isDirect) return;
    for (const path of files) this.#feeds.open(path, true);
  }

  /** The text up to its first brace; the rest becomes the next line. */
  #split(text: string, place: Place): string {
    const at = this.#braces.first(text);
    if (at < 0) return text;
    const end = at === 0 ? 1 : at;
    const rest = trimEnd(trimStart(text.slice(end)));
    if (rest !== '') this.#residue = {text: rest, place};
    return trimEnd(text.slice(0, end));
  }

  #fault(kind: ConfigFaultKind, word: string, text: string): void {
    this.#report({kind, place: this.#place, word, text});
  }
}

/** Matches lines without a condition, definition, sequence or include. */
const IS_PLAIN = /^(?![@~]|include)[^$]*$/;
