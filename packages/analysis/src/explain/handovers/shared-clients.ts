/**
 * One machine that gives each of its clients another of its MACs: a bond of Linux in mode balance-alb. It writes the MAC of one of its
 * ports into each ARP reply (`rlb_arp_xmit` of drivers/net/bonding/bond_alb.c) and moves clients by unicast replies that none asked for
 * (`rlb_update_client`): after its own requests, which all name the active port, when a port fails, and when it is back. Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {AddressFacts} from '../facts.js';
import {GRACE_NS} from '../significance.js';

/** Two machines that have an address both answer who broadcasts a question; that one did not hear it happens, but not so often. */
const FEWEST_QUESTIONS = 2;

/** What shows that two MACs are of one machine. */
export type SharedBy =
  /** Its requests leave by any port, and name the active one (`bond_alb_xmit`). */
  | 'one-frame'
  /** Each answers while the other is there, and never both: then they are no two machines. */
  | 'in-turn';

export function shareClients(facts: AddressFacts, one: MacAddress, other: MacAddress): SharedBy | undefined {
  if (asksFrom(facts, one, other) || asksFrom(facts, other, one)) return 'one-frame';
  return answerInTurn(facts, one, other) ? 'in-turn' : undefined;
}

function asksFrom({claimants}: AddressFacts, source: MacAddress, mac: MacAddress): boolean {
  return claimants.some(claimant => claimant.mac === mac && claimant.sources?.includes(source) === true);
}

function answerInTurn(facts: AddressFacts, one: MacAddress, other: MacAddress): boolean {
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
