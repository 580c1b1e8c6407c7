/**
 * Whether the ends of a connection take turns: each request is answered soon, whatever its length, and nothing is sent unasked. A client that falls
 * silent after its next request then waits for an answer. A poll that is held, data that is pushed, and a client that sends on without an answer
 * (an upload, telemetry) show that they do not, once and for all.
 *
 * @module
 */

/** A request is answered soon within this time, a quarter of the wait after which it counts as unanswered. Nanoseconds. */
export const SOON_NS = 1_250_000_000;

/** The whole answer must have come within this time: data that keeps coming is pushed, whatever the client sends meanwhile. Nanoseconds. */
export const WHOLE_NS = 500_000_000;

/** This many turns, over as long as a client must wait to count as unanswered, are no mere beginning, such as a login or a page that loads. */
export const FEWEST_TURNS = 10;
const TURNS_NS = 5_000_000_000;

/** A client that waits for an answer after both ends took turns; times in nanoseconds by the clock. */
export interface WaitingTurn {
  readonly sentNs: number;
  readonly frame: number;
  /** How many requests in a row were answered soon before. */
  readonly turns: number;
  /** Whether it was cut off before it shows that it may wait on purpose. */
  readonly isUnread: boolean;
}

export class Turns {
  /** Requests in a row that were answered soon, and when the first of them was sent. */
  taken = 0;
  #fromNs = 0;
  /** When the last request that was answered was sent. Nanoseconds by the clock, like all times here. */
  lastNs = Number.NEGATIVE_INFINITY;
  /** The length of the shortest of them: a shorter message need not ask anything (WINDOW_UPDATE of HTTP/2). */
  #shortest = Number.POSITIVE_INFINITY;
  #areOver = false;

  /** They do not take turns. */
  end(): void {
    this.#areOver = true;
  }

  /**
   * A request was followed by another.
   *
   * @param answeredNs when its answer began; NaN if it had none
   * @param heardNs when it ended
   */
  take(sentNs: number, answeredNs: number, heardNs: number, length: number): void {
    if (!(answeredNs - sentNs <= SOON_NS)) {
      this.#areOver = true;
      return;
    }
    this.lastNs = sentNs;
    if (heardNs - sentNs > WHOLE_NS) {
      this.taken = 0;
      return;
    }
    if (this.taken === 0) this.#fromNs = sentNs;
    this.taken++;
    if (length < this.#shortest) this.#shortest = length;
  }

  /** Whether the next request, sent at this time, is owed an answer. @param length in octets */
  owe(ns: number, length: number): boolean {
    const areTaken = !this.#areOver && this.taken >= FEWEST_TURNS && ns - this.#fromNs >= TURNS_NS;
    return areTaken && length >= this.#shortest;
  }
}
