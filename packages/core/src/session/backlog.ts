/**
 * Whether events are read as fast as they happen. A slower reader falls further and further behind: each wait takes
 * longer than the one before, and a run of seconds continues until memory is exhausted. Pure.
 *
 * @module
 */

/** A reader that is at most this far behind keeps up. Milliseconds. */
const BEHIND_MS = 5000;

/** How long we may fall behind while this process itself runs. Milliseconds. */
const PATIENCE_MS = 30_000;

/** A longer gap between two events means that this process was stopped (^Z, a frozen machine), or that nothing happened. Milliseconds. */
const LONGEST_MS = 2000;

export class Backlog {
  #last = 0;
  /** How far behind we were when that began, and how long we have been behind. */
  #since: {age: number; ran: number} | undefined;

  /**
   * Takes the age at which an event was read. Returns true if ages have been growing for too long.
   *
   * @param age milliseconds
   * @param now milliseconds, by a clock that cannot be set
   */
  isGrowing(age: number, now: number): boolean {
    const passed = now - this.#last;
    const stood = Math.max(0, passed - LONGEST_MS);
    this.#last = now;
    if (age < BEHIND_MS) {
      this.#since = undefined;
      return false;
    }
    if (this.#since === undefined) {
      this.#since = {age, ran: 0};
      return false;
    }
    // Events from while this process was stopped are still waiting to be read.
    this.#since.age += stood;
    this.#since.ran += passed - stood;
    if (this.#since.ran < PATIENCE_MS) return false;
    if (age > this.#since.age) return true;
    this.#since = {age, ran: 0};
    return false;
  }
}
