/**
 * Two nodes that both begin as master, as keepalived does with `state MASTER` on both: each claims the address before it has heard the
 * other, and then one yields. A split brain does not end by itself. Pure.
 *
 * @module
 */

import {isVirtualRouterMac, type MacAddress} from '@vip/arp';
import type {Mastership, RouterFacts, Speaker} from '../claims/router-facts.js';
import type {Mark} from '../mark.js';
import type {Tenure} from './claim-facts.js';
import type {AddressFacts} from './facts.js';
import {routersOf} from './router-index.js';
import {earliest, isBefore, latest} from './scope.js';
import {MANY} from './significance.js';

/** A master that yields has done so by then. Nanoseconds. */
const BRIEF_NS = 1_000_000_000n;

/** A router that advertised for this many intervals remained the master. */
const LASTING_INTERVALS = 3n;

export interface BriefDouble {
  /** Of who remained. */
  readonly owner: Tenure;
  readonly yielded: MacAddress;
  /** The first claim of either, and the last of who yielded. */
  readonly first: Mark;
  readonly last: Mark;
}

/** How the address began, if two claimed it then and one of them yielded. */
export function briefDouble(facts: AddressFacts, routers: readonly RouterFacts[]): BriefDouble | undefined {
  for (const router of routersOf(facts, routers)) {
    const found = doubleOf(facts, router);
    if (found !== undefined) return found;
  }
  return undefined;
}

function doubleOf(facts: AddressFacts, {masters, speakers, rivalries, intervalNs}: RouterFacts) {
  const master = masters.find(({at, last}) => last.at - at > LASTING_INTERVALS * intervalNs);
  const first = earliest([...speakers, ...facts.tenures.slice(0, 1)]);
  if (master === undefined || first === undefined || hadOwnerBefore(facts, first)) return undefined;
  const end = first.at + BRIEF_NS;
  const rival = speakers.find(({router, at}) => router !== master.router && at <= end);
  const own = speakers.find(({router}) => router === master.router);
  if (rival === undefined || own === undefined) return undefined;
  // An address that only one of them carries has one owner.
  if (![rival, own].every(speaker => carries(speaker, facts))) return undefined;
  if (rival.mac === undefined || master.mac === undefined || !areApart(rival.mac, master.mac))
    return undefined;
  const adverts = [
    ...masters.filter(one => one.router === rival.router),
    ...rivalries.filter(one => one.master === master.router && one.rival === rival.router),
  ];
  const spoken = [...adverts, ...spokenBy(facts, rival.mac)].filter(({at}) => at <= master.last.at);
  const last = latest([rival, ...spoken.map(one => one.last)]) as Mark;
  const owner = ownerOf(facts, master);
  if (last.at > end || owner.at > end || !isBefore(owner, last)) return undefined;
  // One that was silent meanwhile took over later, and one that did not go on did not remain.
  const lasts = LASTING_INTERVALS * intervalNs;
  if (master.at - owner.at > intervalNs || master.last.at - last.at <= lasts) return undefined;
  return isBelieved(facts, rival, master) ? undefined : {owner, yielded: rival.mac, first, last};
}

/** CARP does not reveal its addresses. */
function carries({lists}: Speaker, {ip}: AddressFacts): boolean {
  return lists.every(list => list.length === 0) || lists.some(list => list.includes(ip));
}

/** Behind a single MAC, the two cannot be told apart. */
function areApart(one: MacAddress, other: MacAddress): boolean {
  return one !== other && !isVirtualRouterMac(one) && !isVirtualRouterMac(other);
}

function hadOwnerBefore({answers, senders}: AddressFacts, mark: Mark): boolean {
  const isEarlier = (run: {readonly first: Mark}) => isBefore(run.first, mark);
  return answers.some(isEarlier) || senders.some(({runs}) => runs.some(isEarlier));
}

/** Claims and answers of one MAC. */
function spokenBy({claimRuns, answers}: AddressFacts, mac: MacAddress) {
  return [...claimRuns, ...answers.filter(run => run.answers > 0)]
    .filter(run => run.mac === mac)
    .map(({first, last}) => ({at: first.at, last}));
}

/** The one that remained, from its first claim. */
function ownerOf({tenures}: AddressFacts, {at, frame, mac}: Mastership): Tenure {
  const own = tenures.find(tenure => tenure.mac === mac);
  const first = {at, frame, mac: mac as MacAddress, how: 'first', by: 'advertisement'} as const;
  if (own === undefined || isBefore(first, own)) return first;
  return {at: own.at, frame: own.frame, mac: own.mac, how: 'first', by: own.by};
}

/** Traffic went on to the one that yielded, in vain. */
function isBelieved({senders}: AddressFacts, {mac}: Speaker, master: Mastership): boolean {
  const runs = senders.flatMap(sender =>
    sender.runs.filter(run => run.to === mac && run.first.at <= master.last.at),
  );
  return runs.reduce((sum, {unanswered}) => sum + unanswered, 0) >= MANY;
}
