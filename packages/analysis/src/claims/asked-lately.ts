/**
 * The questions of the last second and their answers, for addresses about which nothing else is kept. In a fixed number of places: a station that
 * asks or answers for everything takes neither memory nor much time, but may occasionally hide a question from its answer.
 *
 * @module
 */

import type {AddressKey, MacAddress} from '@vip/arp';
import type {AddressRequest, Claim} from '@vip/arp/ownership';
import {pairHash} from '../collections/pair-hash.js';

/** A power of two. */
const PLACES = 4096;
/** A later answer belongs to no question: Linux asks again after a second. Nanoseconds. */
const ANSWER_NS = 1_000_000_000n;

/** Answers to those who had not asked that show that an address is claimed unasked: one may have lost its question to the capture. */
export const UNASKED_ANSWERS = 2;

/** An answer, and the one that came before it. */
export interface Answered {
  readonly question: AddressRequest;
  /** The first answer of another MAC to the same question; absent if there is none. */
  readonly before?: Claim;
}

export class AskedLately {
  readonly #questions = new Array<AddressRequest | undefined>(PLACES).fill(undefined);
  readonly #answers = new Array<Claim | undefined>(PLACES).fill(undefined);

  /** @param key that of its address */
  asked(question: AddressRequest, key: AddressKey): void {
    const place = placeOf(key, question.asker);
    this.#questions[place] = question;
    this.#answers[place] = undefined;
  }

  /**
   * The question that this answers; undefined if its recipient has not asked.
   *
   * @param key that of its address
   * @param asker the recipient
   */
  answered(claim: Claim, key: AddressKey, asker = claim.asker): Answered | undefined {
    const {ip, network, at, mac} = claim;
    if (asker === undefined) return undefined;
    const place = placeOf(key, asker);
    const question = this.#questions[place];
    if (question?.ip !== ip || question.asker !== asker || question.network !== network) return undefined;
    if (at - question.at >= ANSWER_NS) return undefined;
    const before = this.#answers[place];
    this.#answers[place] = before ?? claim;
    return before === undefined || before.mac === mac ? {question} : {question, before};
  }
}

/** The last two digits of a MAC, and one more: parsing it would take longer than everything else. */
function placeOf(key: AddressKey, asker: MacAddress): number {
  const digits = asker.charCodeAt(16) ^ (asker.charCodeAt(15) << 4) ^ (asker.charCodeAt(13) << 8);
  return pairHash(key, digits) & (PLACES - 1);
}
