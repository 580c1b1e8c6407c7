/**
 * One machine that gives each of its clients another of its MACs: a bond of Linux in mode balance-alb writes the MAC of one of its ports
 * into each ARP reply (Documentation/networking/bonding.rst). Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {AddressFacts} from './facts.js';
import {GRACE_NS} from './significance.js';

/** Two machines that have an address both answer who broadcasts a question; that one did not hear it happens, but not so often. */
const FEWEST_QUESTIONS = 2;

/** Whether these answer for it in turn, each while the other lives, and never both: then they are no two machines. */
export function shareClients(facts: AddressFacts, one: MacAddress, other: MacAddress): boolean {
  const {doubleAnswers, announcements, questions} = facts;
  if (doubleAnswers.length > 0 || announcements.some(({mac}) => mac === one || mac === other)) return false;
  const alone = questions.filter(({at, answer}) => {
    if (answer?.mac !== one && answer?.mac !== other) return false;
    return isAliveAt(facts, answer.mac === one ? other : one, at);
  });
  return alone.length >= FEWEST_QUESTIONS;
}

/** Before and after. */
function isAliveAt({answers, claimRuns}: AddressFacts, mac: MacAddress, at: bigint): boolean {
  const spoken = [...answers.filter(run => run.answers > 0), ...claimRuns].filter(run => run.mac === mac);
  return spoken.some(({first}) => first.at < at) && spoken.some(({last}) => last.at > at + GRACE_NS);
}
