/**
 * Broadcast requests for the MAC of an address, each with its answers. Bounded, however many there are.
 *
 * @module
 */

import {type AddressKey, addressOfKey, keyOf, type MacAddress, numberOfMac} from '@vip/arp';
import type {Claim} from '@vip/arp/ownership';
import type {Mark} from '../../../capture/mark.js';
import type {Open} from '../../../collections/open.js';
import type {DoubleAnswer, WhoHasQuestion} from '../../claim-facts.js';
import type {Capacity} from './capacity.js';

const MAX_QUESTIONS = 256;
const MAX_DOUBLE_ANSWERS = 64;

/** A later answer belongs to another question. Nanoseconds. */
const ANSWER_NS = 1_000_000_000n;

export class WhoHas {
  readonly #questions: Open<WhoHasQuestion>[] = [];
  /** The last question of each asker. */
  readonly #lastOf = new Map<MacAddress, Open<WhoHasQuestion>>();
  readonly #doubleAnswers: DoubleAnswer[] = [];
  /** What is read of the first `#indexedTo` questions; created on demand. */
  #askedFrom: Map<number, AddressKey | undefined> | undefined;
  #indexedTo = 0;
  readonly #capacity: Capacity;
  /** Questions that were not kept. */
  beyond = 0;

  constructor(capacity: Capacity) {
    this.#capacity = capacity;
  }

  get questions(): readonly WhoHasQuestion[] {
    return this.#questions;
  }

  /** Questions answered by two machines. */
  get doubleAnswers(): readonly DoubleAnswer[] {
    return this.#doubleAnswers;
  }

  /** @param asker its address */
  asked({at, frame}: Mark, mac: MacAddress, asker: AddressKey): void {
    if (this.#questions.length < MAX_QUESTIONS && this.#capacity.takeQuestion()) {
      const question: WhoHasQuestion = {at, frame, mac, ip: addressOfKey(asker)};
      this.#questions.push(question);
      this.#lastOf.set(mac, question);
    } else this.beyond++;
  }

  /** Takes an answer to the asker's last question. Another machine that answers the same question holds the address, too. */
  answered({mac, asker, at}: Claim, mark: Mark): void {
    const question = asker === undefined ? undefined : this.#lastOf.get(asker);
    if (question === undefined || at - question.at > ANSWER_NS) return;
    const {answer} = question;
    if (answer === undefined) {
      question.answer = {...mark, mac};
      return;
    }
    if (answer.mac === mac) {
      question.again = mark;
      return;
    }
    if (this.#doubleAnswers.length >= MAX_DOUBLE_ANSWERS || !this.#capacity.takeNote()) return;
    const {at: askedAt, frame, ip} = question;
    this.#doubleAnswers.push({
      ...mark,
      question: {at: askedAt, frame},
      asker: ip,
      macs: [answer.mac, mac],
    });
  }

  /** Whether a station with this MAC asked so recently that it may still be answered. */
  isAsking(station: number, at: bigint): boolean {
    return this.#lately(station, at) !== undefined;
  }

  /** Whether such a question was answered by a MAC other than this one first. */
  isAnsweredElsewhere(station: number, mac: number, at: bigint): boolean {
    const answer = this.#lately(station, at)?.answer;
    return answer !== undefined && numberOfMac(answer.mac) !== mac;
  }

  #lately(station: number, at: bigint): WhoHasQuestion | undefined {
    // Newest first, stopping at the first that is too old: this runs for every answer.
    for (let index = this.#questions.length - 1; index >= 0; index--) {
      const question = this.#questions[index] as WhoHasQuestion;
      if (at - question.at > ANSWER_NS) return undefined;
      if (numberOfMac(question.mac) === station) return question;
    }
    return undefined;
  }

  /** Whether a station with this MAC asks from an address other than that one. */
  isAskedForOthers(mac: number, key: AddressKey): boolean {
    const known = this.#indexed();
    return known.has(mac) && known.get(mac) !== key;
  }

  /** The address from which each station asks; undefined if from several. */
  #indexed(): ReadonlyMap<number, AddressKey | undefined> {
    this.#askedFrom ??= new Map();
    for (; this.#indexedTo < this.#questions.length; this.#indexedTo++) {
      const {mac, ip} = this.#questions[this.#indexedTo] as WhoHasQuestion;
      const [station, key] = [numberOfMac(mac), keyOf(ip)];
      const isOther = this.#askedFrom.has(station) && this.#askedFrom.get(station) !== key;
      this.#askedFrom.set(station, isOther ? undefined : key);
    }
    return this.#askedFrom;
  }
}
