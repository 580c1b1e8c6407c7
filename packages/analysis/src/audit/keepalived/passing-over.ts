/**
 * A block that is passed over: to the } that its braces need, whatever they mean in it (`skip_sublevel` in keepalived's parser).
 *
 * @module
 */

import type {Place} from './source.js';
import type {Statement} from './statement.js';

export class PassingOver {
  /** Braces of the block; -1 before its first. */
  #depth = 0;
  /** The last { in quotes that counts. */
  #quoted: Place | undefined;
  /** Braces in quotes that are counted, those that close taken off. */
  #quotedDepth = 0;
  /** Whether lines behind the block are passed over with it. */
  #swallows = false;

  get isOn(): boolean {
    return this.#depth !== 0;
  }

  /** In quotes, where it takes what follows the block with it. */
  get unclosed(): Place | undefined {
    return this.#depth > 0 && this.#swallows ? this.#quoted : undefined;
  }

  /** From the next line on, if it is a brace or the line before had one in quotes. */
  begin(isOpened = false): void {
    this.#quoted = undefined;
    this.#quotedDepth = 0;
    this.#swallows = false;
    this.#depth = isOpened ? 1 : -1;
  }

  /** What a line is: in the block, its end, or the first after a word without a block. */
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
