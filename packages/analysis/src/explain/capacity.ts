/**
 * Limits for all addresses together. The limit for one address times the number of addresses would be
 * gigabytes: anyone who can send frames can make each of them busy.
 *
 * @module
 */

/** About a hundred octets each. */
const MAX_SENDERS = 65_536;
const MAX_RUNS = 262_144;
/** Announcements, questions, probes, claimants: about two hundred octets each. */
const MAX_NOTES = 32_768;

export class Capacity {
  #senders = 0;
  #runs = 0;
  #notes = 0;
  readonly #mostNotes: number;

  /** @param notes at least so many, where more addresses are named than anyone could make up */
  constructor(notes = 0) {
    this.#mostNotes = Math.max(notes, MAX_NOTES);
  }

  /** Reserves room for one more, if there is any. */
  takeSender(): boolean {
    return this.#senders < MAX_SENDERS && ++this.#senders > 0;
  }

  takeRun(): boolean {
    return this.#runs < MAX_RUNS && ++this.#runs > 0;
  }

  takeNote(): boolean {
    return this.#notes < this.#mostNotes && ++this.#notes > 0;
  }
}
