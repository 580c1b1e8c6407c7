/**
 * Which question an answer answers: the last that its asker asked everybody, if that was seen.
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
  /** Who asks. */
  readonly asker: MacAddress;
}

/** An answer that comes later than this after its question is none: Linux asks again after a second. Nanoseconds. */
export const SAME_QUESTION_NS = 1_000_000_000n;

/** Questions that are remembered; whoever can send frames can ask for anything. */
const MAX_INQUIRIES = 4096;

export class Inquiries {
  readonly #asked = new Map<string, bigint>();

  note({at, network, ip, asker}: Inquiry): void {
    const key = `${ip} ${network} ${asker}`;
    this.#asked.delete(key);
    if (this.#asked.size >= MAX_INQUIRIES) this.#asked.delete(this.#asked.keys().next().value as string);
    this.#asked.set(key, at);
  }

  /** When it was asked; undefined when it was not seen, or is longer ago than an answer takes. */
  answeredBy({at, network, ip}: Claim, asker: MacAddress): bigint | undefined {
    const asked = this.#asked.get(`${ip} ${network} ${asker}`);
    return asked === undefined || at - asked >= SAME_QUESTION_NS ? undefined : asked;
  }
}
