/**
 * One machine that gives its clients different MACs of its own: a Linux bond in mode balance-alb. It writes the MAC of one of its ports into each
 * ARP reply (`rlb_arp_xmit` in drivers/net/bonding/bond_alb.c) and moves clients by unsolicited unicast replies (`rlb_update_client`): after its
 * own requests, which all name the active port, when a port fails, and when it returns. Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import {sum} from '../../collections/sum.js';
import type {Tenure} from '../claim-facts.js';
import type {AddressFacts} from '../facts.js';
import {isBefore} from '../scope.js';
import {GRACE_NS, MANY} from '../significance.js';
import {toldAnswers} from './told-answers.js';

/** Two machines that have an address both answer a broadcast request; one of them may miss it, but not this many times. */
const FEWEST_QUESTIONS = 2;

/** The evidence that two MACs belong to one machine. */
export type SharedBy =
  /** Its requests leave through any port, but name the active one (`bond_alb_xmit`). */
  | 'one-frame'
  /** Each answers while the other is present, but never both at once, as two machines would. */
  | 'in-turn'
  /** Its frames leave through any port (`bond_tlb_xmit`): one MAC answers questions sent to the other before it has announced itself to anybody. */
  | 'answers-for-other';

/** @param next the claim of the other */
export function shareClients(facts: AddressFacts, one: MacAddress, next: Tenure): SharedBy | undefined {
  const {mac: other} = next;
  if (asksFrom(facts, one, other) || asksFrom(facts, other, one)) return 'one-frame';
  if (answerInTurn(facts, one, other)) return 'in-turn';
  return answersForOther(facts, one, next) ? 'answers-for-other' : undefined;
}

/** Whether one MAC answers questions sent to the other. A real server behind a director does so, too, but it claims nothing unasked. */
function answersForOther(facts: AddressFacts, one: MacAddress, next: Tenure): boolean {
  const {announcements, senders, answers} = facts;
  if (next.by !== 'answer' || toldAnswers(facts).some(({frame}) => frame === next.frame)) return false;
  if (announcements.some(({mac}) => mac === one || mac === next.mac)) return false;
  const isEarlier = ({first}: {readonly first: Mark}) => isBefore(first, next);
  if (senders.some(({runs}) => runs.some(run => run.to === next.mac && isEarlier(run)))) return false;
  const own = answers.filter(run => run.mac === next.mac && isEarlier(run));
  return sum(own, run => run.answers) >= MANY;
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

/** Whether it was heard both before and after this moment. */
function isAliveAt({answers, claimRuns}: AddressFacts, mac: MacAddress, at: bigint): boolean {
  const spoken = [...answers.filter(run => run.answers > 0), ...claimRuns].filter(run => run.mac === mac);
  return spoken.some(({first}) => first.at < at) && spoken.some(({last}) => last.at > at + GRACE_NS);
}
