/**
 * Records the faults of a file: the block of each, and whether it follows from an earlier one.
 *
 * @module
 */

import {
  type ConfigFault,
  type ConfigFaultKind,
  MOST_FAULTS,
  type Objection,
  QUOTED_BRACE,
  type Wording,
  worded,
} from './fault.js';
import type {Place} from './source.js';
import {keywordOf, type Statement} from './statement.js';
import {endsWithoutValue} from './without-value.js';

interface OpenBlock {
  /** The line that opens it: its keyword and name. */
  readonly words: readonly string[];
  readonly place: Place;
}

function nameOf({words}: OpenBlock): string {
  return words.slice(0, 2).join(' ');
}

export class FaultLog {
  readonly faults: ConfigFault[] = [];
  /** The open blocks, outermost first. */
  readonly #open: OpenBlock[] = [];
  /** Whether further unknown words follow from a misspelt one, or from an unclosed block. */
  #derailed = false;

  get isAtRoot(): boolean {
    return this.#open.length === 0;
  }

  /** The open block in words, `vrrp_instance VI_1`; empty at root. */
  get block(): string {
    return this.#open.map(nameOf).join(' > ');
  }

  /** @param block the line that opens it; formatted only if there is a fault in it */
  enter(block: OpenBlock): void {
    this.#open.push(block);
  }

  leave(): void {
    this.#open.pop();
  }

  /** A statement at root ends the consequences of earlier faults. */
  beginAtRoot(): void {
    this.#derailed = false;
  }

  note(kind: ConfigFaultKind, place: Place, word: string, wording: Wording): void {
    this.add({kind, place, word, ...worded(wording), block: this.block});
  }

  /** @param mayEnd whether the missing value, of a line or of a block that needs a name, may end the daemon */
  object(objection: Objection, place: Place, mayEnd: boolean): void {
    const {kind, word} = objection;
    const around = this.#open.at(-1)?.words[0] ?? '';
    const ends = mayEnd && kind === 'missing-value' && endsWithoutValue(word, around);
    this.add({...objection, place, block: this.block, ...(ends ? {ends} : {})});
  }

  /** A missing { before it explains a surplus one. */
  extraBrace(place: Place): void {
    const count = (kind: ConfigFaultKind) => this.faults.filter(fault => fault.kind === kind).length;
    const follows = count('missing-brace') > count('extra-brace');
    const fault = {kind: 'extra-brace', place, word: '}', text: 'a } without {', block: this.block} as const;
    this.add(follows ? {...fault, follows} : fault);
  }

  /** Up to `MOST_FAULTS`. */
  add(fault: ConfigFault): void {
    if (this.faults.length >= MOST_FAULTS) return;
    this.faults.push(this.#derailed && fault.kind !== 'unclosed-block' ? {...fault, follows: true} : fault);
  }

  /** @param depth of the enclosing block that has such a keyword, 0 for the root; undefined if none has */
  unknown(place: Place, word: string, depth: number | undefined): void {
    if (word === '}') {
      // At the root. Without its {, the } is surplus as well.
      if (this.#derailed || this.faults.at(-1)?.kind !== 'extra-brace')
        this.note('unknown-keyword', place, word, 'unknown keyword }');
      return;
    }
    const open = depth === undefined ? undefined : this.#open[depth];
    if (open !== undefined) this.#unclosed(open, place, word);
    this.note('unknown-keyword', place, word, `unknown keyword ${word}`);
  }

  /** The lines of an unknown block are parsed as keywords of the enclosing block, and its } closes that one. */
  strayBlock(place: Place): void {
    const last = this.faults.at(-1);
    if (last?.kind === 'unknown-keyword') this.faults[this.faults.length - 1] = {...last, opensBlock: true};
    this.#derailed = true;
    this.note('unexpected-brace', place, '{', 'a { where no block may begin');
  }

  /** A line that opens a block, or its brace, among values means that their block was not closed. */
  strayAmongValues(line: Statement): void {
    const open = this.#open.at(-1);
    if (!this.#derailed && open !== undefined) this.#unclosed(open, line.place, keywordOf(line));
  }

  /** @param depth number of open braces there */
  atEnd(depth: number, place: Place): void {
    if (depth === 0 || this.faults.some(({kind}) => kind === 'unclosed-block')) return;
    this.note('unclosed-block', place, '{', `${depth} of the { are not closed at the end of the file`);
  }

  /** @param place of a counted one in quotes, whose block ends only at the end of the file */
  quotedBrace(place: Place | undefined): void {
    if (place === undefined) return;
    const text = 'a { in quotes is counted by the processes that pass over its block, and no } closes it';
    this.note('unclosed-block', place, QUOTED_BRACE, text);
  }

  #unclosed(open: OpenBlock, at: Place, word: string): void {
    const {place} = open;
    const name = nameOf(open);
    const text = `${name} is not closed before ${word} in line ${at.line}`;
    this.add({kind: 'unclosed-block', place, word: name, text, block: this.block, shows: at});
    this.#derailed = true;
  }
}
