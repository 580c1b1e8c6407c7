/**
 * The busiest second of frames that every host on the link has to process.
 *
 * @module
 */

const SECOND_NS = 1_000_000_000;

export class Busiest {
  #startNs = 0;
  #count = 0;
  #most = 0;
  #mostNs = 0;

  /** @param ns by the clock of the capture */
  count(ns: number): void {
    const since = ns - this.#startNs;
    if (this.#count === 0 || since >= SECOND_NS || since < 0) {
      this.#startNs = ns;
      this.#count = 0;
    }
    this.#count++;
    if (this.#count <= this.#most) return;
    this.#most = this.#count;
    this.#mostNs = this.#startNs;
  }

  /** When it began, nanoseconds by the clock; undefined before anything was counted. */
  get second(): {readonly ns: number; readonly frames: number} | undefined {
    return this.#most === 0 ? undefined : {ns: this.#mostNs, frames: this.#most};
  }
}
