/**
 * The question that an answer answers: the last one broadcast by its asker, if that was seen.
 *
 * @module
 */

import type {IpAddress} from '../wire/address/ip-address.js';
import type {MacAddress} from '../wire/address/mac.js';
import type {Claim} from './claim.js';

/** "Who has it?" */
export interface Inquiry {
  /** Nanoseconds, on the clock of the claims. */
  readonly at: bigint;
  readonly network: string;
  readonly ip: IpAddress;
  /** The MAC that asks. */
  readonly asker: MacAddress;
}

/** A later answer does not belong to its question, because Linux asks again after a second. Nanoseconds. */
export const SAME_QUESTION_NS = 1_000_000_000n;

/** Maximum number of questions remembered, because anyone who can send frames can ask for anything. */
const MAX_INQUIRIES = 4096;

export class Inquiries {
  readonly #asked = new Map<string, bigint>();

  note({at, network, ip, asker}: Inquiry): void {
    const key = `${ip} ${network} ${asker}`;
    this.#asked.delete(key);
    if (this.#asked.size >= MAX_INQUIRIES) this.#asked.delete(this.#asked.keys().next().value as string);
    this.#asked.set(key, at);
  }

  /** When it was asked; undefined if it was not seen, or too long ago. */
  answeredBy({at, network, ip}: Claim, asker: MacAddress): bigint | undefined {
    const asked = this.#asked.get(`${ip} ${network} ${asker}`);
    return asked === undefined || at - asked >= SAME_QUESTION_NS ? undefined : asked;
  }
}
