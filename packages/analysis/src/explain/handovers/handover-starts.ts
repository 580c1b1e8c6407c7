/**
 * The beginnings of changes of owner: tenures that succeed one another, tenures that contend, and masters
 * that follow one another behind one MAC. Pure.
 *
 * @module
 */

import {type IpAddress, isVirtualRouterMac, type MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import {RIVAL_ADVERTS} from '../../claims/rivalry.js';
import type {Mastership, Rivalry, RouterFacts} from '../../claims/router-facts.js';
import {roleIn} from '../../claims/router-role.js';
import {sum} from '../../collections/sum.js';
import type {Tenure} from '../claim-facts.js';
import type {AddressFacts} from '../facts.js';
import {isBefore} from '../scope.js';
import {GRACE_NS, MANY} from '../significance.js';
import {routersOf} from './router-index.js';
import type {SettledTenure} from './tenures.js';

/** Claims this soon after a conflict still belong to it. Nanoseconds. */
const DISPUTE_NS = 30_000_000_000n;

/** Changes of master and of MAC within this time are the same change. Nanoseconds. */
const SAME_HANDOVER_NS = 3_000_000_000n;

export interface Start extends SettledTenure {
  readonly keepsMac?: boolean;
  readonly fromRouter?: IpAddress;
  readonly toRouter?: IpAddress;
  readonly role?: string;
}

/** The changes of owner in chronological order, and claims that are not. */
export function startsOf(
  facts: AddressFacts,
  routers: readonly RouterFacts[],
  tenures: readonly SettledTenure[],
): {starts: Start[]; disputes: Tenure[]} {
  const isTakeover = (tenure: Tenure, former: Tenure, next: Tenure | undefined) =>
    takesOverAsMaster(facts, routers, tenure) ||
    takesBack(facts, tenure, former) ||
    isYieldedTo(facts, tenure, former) ||
    takesItsTurn(facts, tenure, former, next);
  const {beginnings, disputes} = splitTenures(tenures, isTakeover);
  const starts = [...beginnings, ...masterChanges(facts, routers, tenures, beginnings)].sort((a, b) =>
    isBefore(a, b) ? -1 : 1,
  );
  return {starts, disputes};
}

/** Conflicts, and changes soon after them, are disputes rather than handovers; the first begins a dispute if there was none. */
function splitTenures(
  tenures: readonly SettledTenure[],
  isTakeover: (tenure: Tenure, former: Tenure, next: Tenure | undefined) => boolean,
): {beginnings: Start[]; disputes: Tenure[]} {
  const beginnings: Start[] = [];
  const disputes: Tenure[] = [];
  let disputedAt: bigint | undefined;
  tenures.forEach((tenure, index) => {
    const former = tenures[index - 1];
    if (former === undefined) return;
    const isConflict = tenure.how === 'conflict' && !isTakeover(tenure, former, tenures[index + 1]);
    const isAftermath =
      disputedAt !== undefined && tenure.at - disputedAt < DISPUTE_NS && isKnown(tenures, index);
    if (isConflict || isAftermath) {
      disputedAt = tenure.at;
      if (beginnings.length > 0) disputes.push(tenure);
      else beginnings.push(tenure);
      return;
    }
    const how = tenure.how === 'first' || tenure.how === 'conflict' ? 'moved' : tenure.how;
    beginnings.push({...tenure, how, from: tenure.from ?? former.mac});
  });
  return {beginnings, disputes};
}

/** Whether the former owner was master until then and yielded, as the protocol requires, however often the two alternate. */
function takesOverAsMaster(facts: AddressFacts, routers: readonly RouterFacts[], tenure: Tenure): boolean {
  if (tenure.by !== 'advertisement') return false;
  return routersOf(facts, routers).some(({masters, rivalries}) => {
    const index = masters.findLastIndex(master => !isBefore(tenure, master));
    const [former, master] = [masters[index - 1], masters[index]];
    if (former === undefined || master === undefined) return false;
    return isBefore(former.last, master) && !rivalries.some(one => areRivals(one, master, former));
  });
}

/** Whether the tenure before it claimed the address, but answered nothing that was sent to it. */
function takesBack({answers, senders}: AddressFacts, tenure: Tenure, former: Tenure): boolean {
  if (tenure.evidence === 'both-answer') return false;
  const isMeanwhile = ({first, last}: {readonly first: Mark; readonly last: Mark}) =>
    isBefore(first, tenure) && isBefore(former, last);
  if (answers.some(run => run.mac === former.mac && run.answers > 0 && isMeanwhile(run))) return false;
  const runs = senders.flatMap(sender =>
    sender.runs.filter(run => run.to === former.mac && isMeanwhile(run)),
  );
  return sum(runs, ({unanswered}) => unanswered) >= MANY;
}

/** Whether the former owner served the address and is not heard from again, while this one serves it: it gave way, however quickly. */
function isYieldedTo({answers, claimRuns}: AddressFacts, tenure: Tenure, former: Tenure): boolean {
  if (tenure.evidence === 'both-answer') return false;
  const own = answers.filter(run => run.mac === former.mac && run.answers > 0);
  const served = own.some(run => isBefore(former, run.last) && isBefore(run.first, tenure));
  const isHeardLater = [...claimRuns, ...own].some(
    run => run.mac === former.mac && run.last.at > tenure.at + GRACE_NS,
  );
  const serves = answers
    .filter(run => run.mac === tenure.mac && run.lastAnswer !== undefined && isBefore(tenure, run.lastAnswer))
    .reduce((sum, run) => sum + run.answers, 0);
  return served && !isHeardLater && serves >= MANY;
}

/**
 * Whether a machine answers while it has the address, and the former owner neither answers nor claims it: a
 * pair that flaps, however fast.
 */
function takesItsTurn(
  {answers, claimRuns}: AddressFacts,
  tenure: Tenure,
  former: Tenure,
  next: Tenure | undefined,
): boolean {
  if (tenure.evidence !== 'alternating') return false;
  const [from, until] = [tenure.at + GRACE_NS, next === undefined ? undefined : next.at - GRACE_NS];
  const served = answers.filter(run => run.answers > 0);
  const isMeanwhile = ({first, last}: {readonly first: Mark; readonly last: Mark}) =>
    last.at > from && (until === undefined || first.at < until);
  const isHeard = [...served, ...claimRuns].some(run => run.mac === former.mac && isMeanwhile(run));
  return !isHeard && served.some(run => run.mac === tenure.mac && isMeanwhile(run));
}

/** Whether this MAC had the address before. */
function isKnown(tenures: readonly SettledTenure[], index: number): boolean {
  return tenures.slice(0, index).some(({mac}) => mac === tenures[index]?.mac);
}

/** Changes of master behind one virtual MAC: nothing changes in ARP, and only the advertisements show the new master. */
function masterChanges(
  facts: AddressFacts,
  routers: readonly RouterFacts[],
  tenures: readonly SettledTenure[],
  known: readonly Tenure[],
): Start[] {
  return routersOf(facts, routers).flatMap(({protocol, masters, rivalries}) =>
    masters.slice(1).flatMap((master, index) => {
      const former = masters[index] as Mastership;
      const mac = sharedMac(tenures, master, former);
      if (mac === undefined || rivalries.some(one => areRivals(one, master, former))) return [];
      if (known.some(({at}) => distance(at, master.at) < SAME_HANDOVER_NS)) return [];
      const {at, frame, router: toRouter} = master;
      const both = {fromRouter: former.router, toRouter, role: roleIn(protocol)};
      return [
        {at, frame, mac, how: 'moved', by: 'advertisement', from: mac, keepsMac: true, ...both} as const,
      ];
    }),
  );
}

/** If both keep advertising, neither has succeeded the other. */
function areRivals({master, rival, count, isMutual}: Rivalry, a: Mastership, b: Mastership): boolean {
  const isPair = (master === a.router && rival === b.router) || (master === b.router && rival === a.router);
  return isPair && isMutual && count >= RIVAL_ADVERTS;
}

/** The virtual MAC at which the address is, whichever of the two is the master. */
function sharedMac(
  tenures: readonly SettledTenure[],
  master: Mastership,
  former: Mastership,
): MacAddress | undefined {
  if (master.mac !== undefined && master.mac === former.mac) return master.mac;
  const owner = tenures.findLast(tenure => !isBefore(master, tenure)) ?? tenures[0];
  return owner !== undefined && isVirtualRouterMac(owner.mac) ? owner.mac : undefined;
}

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a;
}
