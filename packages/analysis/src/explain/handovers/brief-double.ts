/**
 * Two nodes that both begin as master, as keepalived does with `state MASTER` on both: each claims the address before it has heard the other,
 * and then one of them yields. Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import type {Mastership, RouterFacts} from '../../claims/router-facts.js';
import type {Tenure} from '../claim-facts.js';
import type {AddressFacts} from '../facts.js';
import {earliest, isBefore, latest} from '../scope.js';
import {
  areApart,
  briefNs,
  carries,
  type DoubleClaim,
  lastingNs,
  lastLostTo,
  spokenBy,
} from './double-claim.js';
import {routersOf} from './router-index.js';

export interface BriefDouble extends DoubleClaim {
  /** The owner that remained. */
  readonly owner: Tenure;
}

/** The beginning of the address, if two nodes claimed it then and one of them yielded. */
export function briefDouble(facts: AddressFacts, routers: readonly RouterFacts[]): BriefDouble | undefined {
  for (const router of routersOf(facts, routers)) {
    const found = doubleOf(facts, router);
    if (found !== undefined) return found;
  }
  return undefined;
}

function doubleOf(facts: AddressFacts, router: RouterFacts): BriefDouble | undefined {
  const {masters, speakers, intervalNs} = router;
  const master = masters.find(({at, last}) => last.at - at > lastingNs(router));
  const first = earliest([...speakers, ...facts.tenures.slice(0, 1)]);
  if (master === undefined || first === undefined || hadOwnerBefore(facts, first)) return undefined;
  const end = first.at + briefNs(router);
  const rival = speakers.find(one => one.router !== master.router && one.at <= end);
  const own = speakers.find(one => one.router === master.router);
  if (rival === undefined || own === undefined || ![rival, own].every(one => carries(one, facts)))
    return undefined;
  if (!areApart(rival.mac, master.mac)) return undefined;
  const spoken = spokenBy(facts, router, rival).filter(({at}) => at <= master.last.at);
  const last = latest([rival, ...spoken.map(one => one.last)]) as Mark;
  const owner = ownerOf(facts, master);
  if (last.at > end || owner.at > end || !isBefore(owner, last)) return undefined;
  // A node that was silent in between took over later, and one that did not continue did not remain.
  if (master.at - owner.at > intervalNs || master.last.at - last.at <= lastingNs(router)) return undefined;
  const yielded = rival.mac as MacAddress;
  if (lastLostTo(facts, yielded, {from: 0n, until: master.last.at}) !== undefined) return undefined;
  return {owner, yielded, remained: owner.mac, first, last};
}

function hadOwnerBefore({answers, senders}: AddressFacts, mark: Mark): boolean {
  const isEarlier = (run: {readonly first: Mark}) => isBefore(run.first, mark);
  return answers.some(isEarlier) || senders.some(({runs}) => runs.some(isEarlier));
}

/** The tenure of the node that remained, from its first claim. */
function ownerOf({tenures}: AddressFacts, {at, frame, mac}: Mastership): Tenure {
  const own = tenures.find(tenure => tenure.mac === mac);
  const first = {at, frame, mac: mac as MacAddress, how: 'first', by: 'advertisement'} as const;
  if (own === undefined || isBefore(first, own)) return first;
  return {at: own.at, frame: own.frame, mac: own.mac, how: 'first', by: own.by};
}
