/**
 * Limits for all addresses together. The limit for one address times the number of addresses would be
 * gigabytes: anyone who can send frames can make each of them busy.
 *
 * @module
 */

/** About a hundred octets each. */
const MAX_SENDERS = 65_536;
const MAX_RUNS = 262_144;
/** Announcements, probes, claimants: about a hundred octets each. */
const MAX_NOTES = 8192;
/** "Who has it?", which a scan asks of every address. */
const MAX_QUESTIONS = 16_384;

export class Capacity {
  #senders = 0;
  #runs = 0;
  #notes = 0;
  #questions = 0;
  readonly #mostNotes: number;
  readonly #mostQuestions: number;

  /** @param notes at least this many, where more addresses are named than anyone could make up */
  constructor(notes = 0) {
    this.#mostNotes = Math.max(notes, MAX_NOTES);
    this.#mostQuestions = Math.max(notes, MAX_QUESTIONS);
  }

  /** Reserves room for one more, if there is any. */
  takeSender(): boolean {
    return this.#senders < MAX_SENDERS && ++this.#senders > 0;
  }

  takeRun(): boolean {
    return this.#runs < MAX_RUNS && ++this.#runs > 0;
  }

  /** Frees what was kept in it. */
  returnRuns(count: number): void {
    this.#runs -= count;
  }

  /**
   * @param known how many the address has of this sort
   * @param reserved how many are its own, so that claims and announcements of others do not make it forget its owners
   */
  takeNote(known = 0, reserved = 0): boolean {
    return known < reserved || (this.#notes < this.#mostNotes && ++this.#notes > 0);
  }

  takeQuestion(): boolean {
    return this.#questions < this.#mostQuestions && ++this.#questions > 0;
  }
}
