/**
 * Forward steps of the clock of a live capture, reported by an observer of that clock: frames alone cannot tell a step from silence.
 *
 * @module
 */

/** A pause shorter than this may be chance. Nanoseconds. */
const PAUSE_NS = 1_000_000_000;

/**
 * A step is reported within this time of the first frame dated by it: the clock of another machine is queried
 * several times a second. Nanoseconds.
 */
const KNOWN_WITHIN_NS = 10_000_000_000;

export class ForwardSteps {
  /** The sum of the steps that no frame has shown yet. Nanoseconds. */
  #pendingNs = 0;
  /** The latest pause before a frame, and the time of that frame. Nanoseconds by the clock. */
  #pauseNs = 0;
  #pausedUntil = 0;

  get pendingNs(): number {
    return this.#pendingNs;
  }

  /**
   * The clock was set forward by this much.
   *
   * @param lastNs time of the last frame; NaN if there was none, so that nothing would seem to last longer
   * @returns false if frames dated by the step have already come
   */
  reported(ns: number, lastNs: number): boolean {
    const isShown = this.#pauseNs >= ns / 2 && lastNs - this.#pausedUntil <= KNOWN_WITHIN_NS;
    this.#pauseNs = 0;
    if (!isShown && !Number.isNaN(lastNs)) this.#pendingNs += ns;
    return !isShown;
  }

  /** The reported steps before a frame of this time: frames captured before a step may arrive after its report. */
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
