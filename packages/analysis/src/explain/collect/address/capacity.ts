/**
 * Limits for all addresses together. The limit of one address times the number of addresses would be gigabytes, and anyone who can send
 * frames can make every address busy.
 *
 * @module
 */

/** About a thousand octets each, and half as much again once they are facts. */
const MAX_SENDERS = 65_536;
/** How many of them may have begun with a request for the MAC: a flood of these costs nobody else a place. */
const MAX_RESOLVING = 8192;
const MAX_RUNS = 262_144;
/** Runs of frames from addresses: two hundred octets each, and three hundred more once they are facts. */
const MAX_SPOKEN = 8192;
/** Announcements, probes, claimants: about a hundred octets each. */
const MAX_NOTES = 8192;
/** Requests for a MAC, which a scan sends for every address. */
const MAX_QUESTIONS = 16_384;

export class Capacity {
  #senders = 0;
  #resolving = 0;
  #runs = 0;
  #spoken = 0;
  #notes = 0;
  #questions = 0;
  readonly #mostNotes: number;
  readonly #mostQuestions: number;

  /** @param notes minimum room for notes, if more addresses are requested than the usual limit allows for */
  constructor(notes = 0) {
    this.#mostNotes = Math.max(notes, MAX_NOTES);
    this.#mostQuestions = Math.max(notes, MAX_QUESTIONS);
  }

  /** Reserves room for one more, if there is any. @param isResolving whether it asks for the MAC, and has sent nothing to it so far */
  takeSender(isResolving: boolean): boolean {
    if (isResolving && this.#resolving >= MAX_RESOLVING) return false;
    if (this.#senders >= MAX_SENDERS) return false;
    this.#senders++;
    if (isResolving) this.#resolving++;
    return true;
  }

  takeRun(): boolean {
    return this.#runs < MAX_RUNS && ++this.#runs > 0;
  }

  /** Returns the room of this many runs. */
  returnRuns(count: number): void {
    this.#runs -= count;
  }

  /**
   * @param known number of runs of frames from the address
   * @param reserved number that each address may have in any case, as for notes
   */
  takeSpoken(known: number, reserved: number): boolean {
    return known < reserved || (this.#spoken < MAX_SPOKEN && ++this.#spoken > 0);
  }

  /**
   * @param known number of notes of this sort that the address has
   * @param reserved number that each address may have in any case, so that a flood about other addresses does not cost it its owners
   */
  takeNote(known = 0, reserved = 0): boolean {
    return known < reserved || (this.#notes < this.#mostNotes && ++this.#notes > 0);
  }

  takeQuestion(): boolean {
    return this.#questions < this.#mostQuestions && ++this.#questions > 0;
  }
}
