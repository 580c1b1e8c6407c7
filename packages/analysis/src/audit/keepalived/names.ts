/**
 * The names of blocks: some are required, some must be unique.
 *
 * @module
 */

import {type Objection, worded} from './fault.js';
import type {Keyword} from './grammar.js';
import type {Place} from './source.js';

type NameOf = (Keyword & {is: 'block'})['name'];

export class Names {
  /** The place of each block with a unique name. */
  readonly #places = new Map<string, Place>();

  /** The problem with the name, and whether the block is skipped because of it. */
  check(name: NameOf, words: readonly string[], place: Place): NameCheck {
    const [keyword = '', given] = words;
    if (name === 'needed' && given === undefined)
      return {objection: nameless(keyword, 'a name, got none'), isSkipped: false};
    if (name !== 'unique') return NO_OBJECTION;
    if (words.length !== 2)
      return {objection: nameless(keyword, `one name, got ${words.length - 1}`), isSkipped: true};
    const full = `${keyword} ${given}`;
    const before = this.#places.get(full);
    if (before === undefined) {
      this.#places.set(full, place);
      return NO_OBJECTION;
    }
    const word = given as string;
    const objection: Objection = isSamePlace(before, place)
      ? {kind: 'ignored', word, text: `${full} ${READ_TWICE}`}
      : {kind: 'rejected', word, text: `${full} is there already`};
    return {objection, isSkipped: true};
  }
}

const READ_TWICE =
  'is read twice: keepalived includes a file twice after a condition or through a definition';

export interface NameCheck {
  readonly objection?: Objection;
  readonly isSkipped: boolean;
}

const NO_OBJECTION: NameCheck = {isSkipped: false};

export function nameless(keyword: string, what: string): Objection {
  return {kind: 'missing-value', word: keyword, ...worded([keyword, `expected ${what}`])};
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.file === other.file && one.line === other.line;
}
