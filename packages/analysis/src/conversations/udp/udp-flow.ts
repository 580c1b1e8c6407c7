/**
 * The datagrams between two ports that wait for an answer, and which of them need none. Without an identifier, a datagram that follows shortly
 * upon another may only acknowledge it (TFTP's last block, QUIC, CoAP), and one that begins anew may only say goodbye or keep a mapping of a
 * translator open. A client that waits for an answer asks again.
 *
 * @module
 */

import {Queue} from '../../collections/queue.js';
import {LATE_NS} from '../../outages/outage.js';
import type {Question} from '../questions/question.js';
import type {QuestionKind} from '../questions/question-kind.js';
import {StreamReader} from './streams.js';

/** What follows upon a datagram of the address within this time may be no more than a reaction to it. Nanoseconds. */
export const REACTION_NS = Number(LATE_NS);

export class UdpFlow extends Queue<Question> {
  /** When the address last sent a datagram; NaN before. Nanoseconds by the clock. */
  #heardNs = Number.NaN;
  /** When the client first began anew since then; NaN if it did not. Nanoseconds by the clock. */
  #begunNs = Number.NaN;
  readonly #reader = new StreamReader();
  /** Whether its last datagram belongs to a stream. */
  isStream = false;

  /** Records a datagram, with its header, that is sent now. @param length octets of its data */
  sends(datagram: Uint8Array, length: number): void {
    this.isStream = this.#reader.streams(datagram, length);
  }

  /** The address sent a datagram. */
  heard(ns: number): void {
    this.#heardNs = ns;
    this.#begunNs = Number.NaN;
  }

  /** Whether a datagram that is sent now may be a reaction to one of the address. */
  isReaction(ns: number): boolean {
    return ns - this.#heardNs <= REACTION_NS;
  }

  /** Records a datagram that is sent now; whether it may be the last word of the conversation. @param length octets of its data */
  saysLastWord(kind: QuestionKind, length: number, ns: number): boolean {
    // Of ports that are not distinguished, some may never answer.
    if (Number.isNaN(this.#heardNs)) return kind.isShared;
    if (this.isReaction(ns)) return true;
    if (ns - this.#begunNs > kind.lateNs) {
      this.#asksAgain();
      return false;
    }
    if (kind.isRequestLength(length)) return false;
    if (Number.isNaN(this.#begunNs)) this.#begunNs = ns;
    return true;
  }

  /** The client waits for an answer since it began anew: that was no last word. */
  #asksAgain(): void {
    for (const question of this)
      if (question.part === 'last word' && question.sentNs >= this.#begunNs)
        question.part = this.isStream ? 'streamed' : undefined;
  }
}
