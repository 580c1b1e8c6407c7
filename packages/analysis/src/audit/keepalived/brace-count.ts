/**
 * Whether counting the braces of a block at the root ends it where the block's own reader does: then every process of keepalived reads
 * the same.
 *
 * @module
 */

export class BraceCount {
  #isSame = true;
  #isInside = false;
  #depth = 0;
  #lines = 0;

  /** Of all blocks so far. */
  get isSame(): boolean {
    return this.#isSame;
  }

  differs(): void {
    this.#isSame = false;
  }

  /** After the line that opens a block at the root, or has its brace in quotes as well. */
  begin(isOpened: boolean): void {
    this.#isInside = true;
    this.#depth = isOpened ? 1 : 0;
    this.#lines = this.#depth;
  }

  /** @param words of a line, where a brace in quotes counts as another does (`process_stream()`) */
  add(words: readonly string[]): void {
    if (!this.#isInside) return;
    const isOver = this.#lines > 0 && this.#depth === 0;
    const hasNoBrace = this.#lines === 0 && words[0] !== '{';
    if (isOver || hasNoBrace) this.differs();
    this.#lines++;
    for (const word of words) {
      if (word === '{') this.#depth++;
      else if (word === '}') this.#depth--;
    }
  }

  /** Where its own reader ends it. */
  end(): void {
    if (this.#lines === 0 || this.#depth !== 0) this.differs();
    this.#isInside = false;
  }
}
