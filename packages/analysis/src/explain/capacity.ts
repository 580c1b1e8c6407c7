/**
 * How much is kept of all addresses together. What one address may take, times all addresses that there may be, would be
 * gigabytes: whoever can send frames can make each of them busy.
 *
 * @module
 */

/** About a hundred octets each. */
const MAX_SENDERS = 65_536;
const MAX_RUNS = 262_144;
/** Announcements, questions, probes, claimants: some two hundred octets each. */
const MAX_NOTES = 32_768;

export class Capacity {
  #senders = 0;
  #runs = 0;
  #notes = 0;

  /** Whether there was room for one more; then it is taken. */
  takeSender(): boolean {
    return this.#senders < MAX_SENDERS && ++this.#senders > 0;
  }

  takeRun(): boolean {
    return this.#runs < MAX_RUNS && ++this.#runs > 0;
  }

  takeNote(): boolean {
    return this.#notes < MAX_NOTES && ++this.#notes > 0;
  }
}
