/**
 * A skipped block: up to the matching }, whatever its braces mean (`skip_sublevel` in keepalived's parser).
 *
 * @module
 */

import type {Place} from './source.js';
import type {Statement} from './statement.js';

export class PassingOver {
  /** Braces of the block; -1 before its first. */
  #depth = 0;
  /** The last counted { in quotes. */
  #quoted: Place | undefined;
  /** Counted braces in quotes, opening minus closing. */
  #quotedDepth = 0;
  /** Whether lines after the block are skipped with it. */
  #swallows = false;

  get isOn(): boolean {
    return this.#depth !== 0;
  }

  /** A brace in quotes, which makes it skip lines after the block. */
  get unclosed(): Place | undefined {
    return this.#depth > 0 && this.#swallows ? this.#quoted : undefined;
  }

  /** Begins at the next line if that is a brace, or if the line before had one in quotes. */
  begin(isOpened = false): void {
    this.#quoted = undefined;
    this.#quotedDepth = 0;
    this.#swallows = false;
    this.#depth = isOpened ? 1 : -1;
  }

  /** The role of a line: in the block, its end, or the first after a word without a block. */
  add({words, place, text}: Pick<Statement, 'words' | 'place' | 'text'>): 'inside' | 'end' | 'not a block' {
    if (this.#depth === -1) {
      this.#depth = words[0] === '{' ? 1 : 0;
      return this.isOn ? 'inside' : 'not a block';
    }
    if (this.#quoted !== undefined && this.#depth === this.#quotedDepth) this.#swallows = true;
    for (const word of words) {
      if (word === '{') {
        this.#depth++;
        if (text !== '{') {
          this.#quoted = place;
          this.#quotedDepth++;
        }
      } else if (word === '}' && --this.#depth === 0) return 'end';
    }
    return 'inside';
  }
}
