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

/** A question with the answers of two machines. */
export interface AnsweredTwice {
  readonly question: AddressRequest;
  /** The first answer; the other is that of another MAC. */
  readonly before: Claim;
}

export class AskedLately {
  // In columns: an object for each question would live just long enough to be copied by the collector.
  readonly #keys = new Array<AddressKey>(PLACES).fill(Number.NaN);
  readonly #askers = new Array<MacAddress | undefined>(PLACES).fill(undefined);
  readonly #networks = new Array<string | undefined>(PLACES).fill(undefined);
  readonly #times = new BigInt64Array(PLACES);
  readonly #answers = new Array<Claim | undefined>(PLACES).fill(undefined);

  /** @param key that of the address. @param at nanoseconds on the clock of the claims */
  asked(network: string, key: AddressKey, asker: MacAddress, at: bigint): void {
    const place = placeOf(key, asker);
    this.#keys[place] = key;
    this.#askers[place] = asker;
    this.#networks[place] = network;
    this.#times[place] = at;
    this.#answers[place] = undefined;
  }

  /**
   * Whether this answers a request: its recipient has asked.
   *
   * @param key that of its address
   * @param asker the recipient
   */
  isAsked({network, at}: Claim, key: AddressKey, asker: MacAddress | undefined): boolean {
    if (asker === undefined) return false;
    const place = placeOf(key, asker);
    if (this.#keys[place] !== key || this.#askers[place] !== asker || this.#networks[place] !== network)
      return false;
    return at - (this.#times[place] as bigint) < ANSWER_NS;
  }

  /** Takes an answer to a request (`isAsked`). Returns the first one if that came from another MAC. */
  answered(claim: Claim, key: AddressKey, asker: MacAddress): AnsweredTwice | undefined {
    const {ip, network, mac} = claim;
    const place = placeOf(key, asker);
    const before = this.#answers[place];
    this.#answers[place] = before ?? claim;
    if (before === undefined || before.mac === mac) return undefined;
    return {question: {at: this.#times[place] as bigint, network, ip, asker}, before};
  }
}

/** The place of an address and an asker, from the last digits of its MAC: parsing all of it would take longer than everything else. */
function placeOf(key: AddressKey, asker: MacAddress): number {
  const digits = asker.charCodeAt(16) ^ (asker.charCodeAt(15) << 4) ^ (asker.charCodeAt(13) << 8);
  return pairHash(key, digits) & (PLACES - 1);
}
