/**
 * The requests of the last second and their answers, for addresses about which nothing else is kept. The number of places is fixed: a station that
 * asks or answers for everything takes no more memory and hardly more time, but may occasionally separate a request from its answer.
 *
 * @module
 */

import type {AddressKey, MacAddress} from '@vip/arp';
import type {AddressRequest, Claim} from '@vip/arp/ownership';
import {pairHash} from '../collections/pair-hash.js';

/** A power of two. */
const PLACES = 4096;
/** A later answer belongs to no request: Linux asks again after a second. Nanoseconds. */
const ANSWER_NS = 1_000_000_000n;

/**
 * Number of answers to stations that had not asked which show that an address is claimed unasked: for a
 * single one, the capture may have lost the request.
 */
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
   * The request that this answers; undefined if its recipient has not asked.
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

/** The place of an address and an asker, from the last digits of its MAC: parsing all of it would take longer than everything else. */
function placeOf(key: AddressKey, asker: MacAddress): number {
  const digits = asker.charCodeAt(16) ^ (asker.charCodeAt(15) << 4) ^ (asker.charCodeAt(13) << 8);
  return pairHash(key, digits) & (PLACES - 1);
}
