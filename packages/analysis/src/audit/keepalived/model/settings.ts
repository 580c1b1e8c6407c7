/**
 * The effective value of a keyword in a block: the last valid line's.
 *
 * @module
 */

import type {Grammar} from '../grammar.js';
import {readNumber, readSeconds, readSwitch} from '../numbers.js';
import {keywordOf, type Statement} from '../statement.js';
import type {Given} from './report.js';

const NONE: readonly Statement[] = [];

/** The lines of a block, by keyword. */
export class Settings {
  readonly #grammar: Grammar;
  readonly #lines = new Map<string, Statement[]>();

  constructor(grammar: Grammar, statements: readonly Statement[]) {
    this.#grammar = grammar;
    // An index loop: with thousands of instances, iterator results are costly until V8 optimises them away.
    for (let at = 0; at < statements.length; at++) {
      const statement = statements[at] as Statement;
      const keyword = keywordOf(statement);
      const lines = this.#lines.get(keyword);
      if (lines === undefined) this.#lines.set(keyword, [statement]);
      else lines.push(statement);
    }
  }

  all(keyword: string): readonly Statement[] {
    return this.#lines.get(keyword) ?? NONE;
  }

  last(keyword: string): Statement | undefined {
    return this.all(keyword).at(-1);
  }

  has(keyword: string): boolean {
    return this.#lines.has(keyword);
  }

  /** The word after the keyword. */
  word(keyword: string): Given<string> | undefined {
    const line = this.last(keyword);
    const value = line?.words[1];
    return line === undefined || value === undefined ? undefined : {value, place: line.place};
  }

  /** A number, or seconds in microseconds, within the limits of the grammar. */
  number(keyword: string): Given<number> | undefined {
    if (!this.has(keyword)) return undefined;
    const taken = this.#grammar.get(keyword);
    if (taken?.is !== 'line') return undefined;
    const raisedTo =
      (taken.taken.kind === 'number' ? taken.taken.raisedTo : undefined) ?? Number.NEGATIVE_INFINITY;
    let found: Given<number> | undefined;
    for (const {words, place} of this.all(keyword)) {
      const text = words[1] ?? '';
      const {kind} = taken.taken;
      const read =
        kind === 'number'
          ? readNumber(text, taken.taken.least, taken.taken.most, taken.taken.lenient)
          : kind === 'seconds'
            ? readSeconds(text, taken.taken.least, taken.taken.most)
            : {};
      if (read.value !== undefined) found = {value: Math.max(read.value, raisedTo), place};
    }
    return found;
  }

  /** A switch: on without an argument, unchanged if the argument is invalid. */
  isOn(keyword: string): boolean | undefined {
    let found: boolean | undefined;
    for (const {words} of this.all(keyword)) found = readSwitch(words[1]) ?? found;
    return found;
  }
}
