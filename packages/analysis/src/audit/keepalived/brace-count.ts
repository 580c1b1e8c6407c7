/**
 * Whether counting the braces of a root block ends it where its own parser does. If so, every keepalived process reads the same
 * configuration.
 *
 * @module
 */

export class BraceCount {
  #isSame = true;
  #isInside = false;
  #depth = 0;
  #lines = 0;

  /** The count over all blocks so far. */
  get isSame(): boolean {
    return this.#isSame;
  }

  differs(): void {
    this.#isSame = false;
  }

  /** Follows the line that opens a root block; its brace may be in quotes. */
  begin(isOpened: boolean): void {
    this.#isInside = true;
    this.#depth = isOpened ? 1 : 0;
    this.#lines = this.#depth;
  }

  /** @param words of a line, in which braces in quotes count like others (`process_stream()`) */
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

  /** The end of the block according to its own parser. */
  end(): void {
    if (this.#lines === 0 || this.#depth !== 0) this.differs();
    this.#isInside = false;
  }
}
