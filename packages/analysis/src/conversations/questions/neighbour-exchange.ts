/**
 * The questions of an asker for the MAC of the address: requests of ARP, and solicitations of neighbour discovery.
 *
 * @module
 */

import type {Asking} from '../senders/asking.js';
import {Question} from './question.js';
import {FIRST_ANSWER_NS} from './question-kind.js';

/** A request by broadcast or unicast (neighbour unreachability detection, RFC 4861 §7.3). */
export function asksNeighbour(asker: Asking, isUnicast: boolean, ns: number, frame: number): void {
  const {address, kinds, mac, runs} = asker;
  const kind = kinds.of('neighbour', 0);
  kind.isHeard ||= address.wasTold(mac) || (isUnicast && kinds.isAnswered);
  asker.hasGoneOn = true;
  const question = new Question(asker, kind, isUnicast ? runs.current : undefined, ns, frame);
  asker.neighbour = question;
  address.asked(question, ns);
}

/** Whether the asker is waiting for an answer with the MAC. */
export function isAskingNeighbour({neighbour}: Asking, ns: number): boolean {
  return neighbour !== undefined && ns - neighbour.sentNs <= FIRST_ANSWER_NS;
}

export function hearsNeighbour(asker: Asking, ns: number, frame: number): void {
  asker.neighbour?.answer(ns, frame);
  asker.neighbour = undefined;
  asker.address.settle(ns);
}
