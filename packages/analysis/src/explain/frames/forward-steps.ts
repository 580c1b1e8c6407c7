/**
 * Steps forward of the clock of a live capture, which an observer of that clock reports: frames alone cannot tell one from silence.
 *
 * @module
 */

/** A shorter pause may be chance. Nanoseconds. */
const PAUSE_NS = 1_000_000_000;

/** A step is known so soon after the first frame dated by it: the clock of another machine is asked several times a second. Nanoseconds. */
const KNOWN_WITHIN_NS = 10_000_000_000;

export class ForwardSteps {
  /** Those that no frame has shown yet, in all. */
  #pendingNs = 0;
  /** How long nothing came before a frame, and when that was. Nanoseconds by the clock. */
  #pauseNs = 0;
  #pausedUntil = 0;

  get pendingNs(): number {
    return this.#pendingNs;
  }

  /**
   * It was set forward by this much.
   *
   * @param lastNs of the last frame; NaN if there was none, and so nothing that would seem to last longer
   * @returns false if frames that are dated by it have come before
   */
  reported(ns: number, lastNs: number): boolean {
    const isShown = this.#pauseNs >= ns / 2 && lastNs - this.#pausedUntil <= KNOWN_WITHIN_NS;
    this.#pauseNs = 0;
    if (!isShown && !Number.isNaN(lastNs)) this.#pendingNs += ns;
    return !isShown;
  }

  /** By how much it was set before a frame of this time, as reported: frames captured before it may arrive after it is known. */
  before(ns: number, lastNs: number): number {
    if (ns - lastNs < PAUSE_NS) return 0;
    const pending = this.#pendingNs;
    if (pending > 0 && ns - lastNs >= Math.trunc(pending / 2)) {
      this.#pendingNs = 0;
      return pending;
    }
    this.#pauseNs = ns - lastNs;
    this.#pausedUntil = ns;
    return 0;
  }
}
