/**
 * The question that an answer answers: the last one broadcast by its asker, if that was seen.
 *
 * @module
 */

import type {IpAddress} from '../wire/address/ip-address.js';
import type {MacAddress} from '../wire/address/mac.js';

/** "Who has it?" */
export interface AddressRequest {
  /** Nanoseconds, on the clock of the claims. */
  readonly at: bigint;
  readonly network: string;
  readonly ip: IpAddress;
  /** The MAC that asks. */
  readonly asker: MacAddress;
}

/** An answer later than this belongs to another question, because Linux asks again after a second. Nanoseconds. */
export const SAME_QUESTION_NS = 1_000_000_000n;

/** Maximum number of questions remembered, because anyone who can send frames can ask for anything. */
const MAX_REQUESTS = 4096;

/** The last question of one asker for one address: a link in the chain of all, the latest of which is at its end. */
class Asked {
  before: Asked = this;
  after: Asked = this;

  constructor(
    readonly place: string,
    readonly asker: MacAddress | undefined,
    /** Where its time is kept. */
    readonly slot: number,
  ) {}

  /** To the end of the chain that begins and ends at `ends`. */
  moveBefore(ends: Asked): void {
    this.leave();
    this.before = ends.before;
    this.after = ends;
    ends.before.after = this;
    ends.before = this;
  }

  leave(): void {
    this.before.after = this.after;
    this.after.before = this.before;
  }
}

export class AddressRequests {
  /** By address in its network, and by asker. */
  readonly #asked = new Map<string, Map<MacAddress, Asked>>();
  readonly #ends = new Asked('', undefined, -1);
  /** When each was asked. As properties, the times of all askers would be copied by the collector again and again. */
  readonly #times = new BigInt64Array(MAX_REQUESTS);
  #size = 0;
  /** The place that was looked up last, and its askers. */
  #latest = '';
  #latestAskers: Map<MacAddress, Asked> | undefined;

  /** @param place the address in its network */
  note({at, asker}: AddressRequest, place: string): void {
    const asked = this.#askersOf(place)?.get(asker) ?? this.#add(place, asker);
    this.#times[asked.slot] = at;
    asked.moveBefore(this.#ends);
  }

  /** When it was asked; undefined if it was not seen, or too long before `at`. */
  answeredBy(at: bigint, place: string, asker: MacAddress): bigint | undefined {
    const asked = this.#askersOf(place)?.get(asker);
    if (asked === undefined) return undefined;
    const askedAt = this.#times[asked.slot] as bigint;
    return at - askedAt >= SAME_QUESTION_NS ? undefined : askedAt;
  }

  #askersOf(place: string): Map<MacAddress, Asked> | undefined {
    if (place !== this.#latest || this.#latestAskers === undefined) {
      this.#latest = place;
      this.#latestAskers = this.#asked.get(place);
    }
    return this.#latestAskers;
  }

  #add(place: string, asker: MacAddress): Asked {
    const slot = this.#size < MAX_REQUESTS ? this.#size : this.#forget(this.#ends.after);
    const made = new Asked(place, asker, slot);
    const askers = this.#askersOf(place);
    if (askers === undefined) this.#asked.set(place, new Map([[asker, made]]));
    else askers.set(asker, made);
    this.#size++;
    return made;
  }

  /** Returns where its time was kept. */
  #forget(oldest: Asked): number {
    oldest.leave();
    this.#size--;
    const askers = this.#asked.get(oldest.place);
    askers?.delete(oldest.asker as MacAddress);
    if (askers?.size === 0) {
      this.#asked.delete(oldest.place);
      this.#latestAskers = undefined;
    }
    return oldest.slot;
  }
}
