/**
 * A block that is passed over: to the } that its braces need, whatever they mean in it (`skip_sublevel` in keepalived's parser).
 *
 * @module
 */

export class PassingOver {
  /** Braces of the block; -1 before its first. */
  #depth = 0;

  get isOn(): boolean {
    return this.#depth !== 0;
  }

  /** From the next line on, if it is a brace or the line before had one in quotes. */
  begin(isOpened = false): void {
    this.#depth = isOpened ? 1 : -1;
  }

  /** What a line is: in the block, its end, or the first after a word without a block. */
  add(words: readonly string[]): 'inside' | 'end' | 'not a block' {
    if (this.#depth === -1) {
      this.#depth = words[0] === '{' ? 1 : 0;
      return this.isOn ? 'inside' : 'not a block';
    }
    for (const word of words) {
      if (word === '{') this.#depth++;
      else if (word === '}' && --this.#depth === 0) return 'end';
    }
    return 'inside';
  }
}
