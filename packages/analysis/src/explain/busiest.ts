/**
 * The busiest second of frames that every host on the link has to process.
 *
 * @module
 */

const SECOND_NS = 1_000_000_000n;

export class Busiest {
  #start = 0n;
  #count = 0;
  #most = 0;
  #mostAt = 0n;

  count(at: bigint): void {
    if (this.#count === 0 || at - this.#start >= SECOND_NS || at < this.#start) {
      this.#start = at;
      this.#count = 0;
    }
    this.#count++;
    if (this.#count <= this.#most) return;
    this.#most = this.#count;
    this.#mostAt = this.#start;
  }

  /** Undefined before anything was counted. */
  get second(): {at: bigint; frames: number} | undefined {
    return this.#most === 0 ? undefined : {at: this.#mostAt, frames: this.#most};
  }
}
