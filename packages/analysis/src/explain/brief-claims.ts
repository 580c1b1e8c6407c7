/**
 * A node that takes the address although its master lives, and yields as soon as it hears it: keepalived does so after it has missed some
 * advertisements, and the master that is superseded may announce once more before it yields. Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import {FLAP_NS} from '@vip/arp/ownership';
import type {Mastership, RouterFacts, Speaker} from '../claims/router-facts.js';
import type {Mark} from '../mark.js';
import type {Tenure} from './claim-facts.js';
import {
  areApart,
  briefNs,
  carries,
  type DoubleClaim,
  isBelieved,
  lastingNs,
  spokenBy,
} from './double-claim.js';
import type {AddressFacts} from './facts.js';
import {routersOf} from './router-index.js';
import {isBefore, latest} from './scope.js';
import {GRACE_NS} from './significance.js';

export interface BriefClaim extends DoubleClaim {
  /** Questions went to it in vain after it had yielded: it was no double without consequences. */
  readonly isBelieved: boolean;
}

/** One alone is an accident; what recurs is a fault. */
export function briefClaims(facts: AddressFacts, routers: readonly RouterFacts[]): readonly BriefClaim[] {
  if (facts.tenures.length < 2) return [];
  const all = routersOf(facts, routers).flatMap(router =>
    contradictions(router).flatMap(({master, rival, at}) => {
      const found = claimOf(facts, router, {master, rival, at});
      return found === undefined ? [] : [found];
    }),
  );
  return all.filter(one => !all.some(other => other !== one && areNear(one.first, other.first)));
}

/** Whether it is the claim of one that soon yielded. */
export function isBriefClaim({yielded, first, last}: BriefClaim, tenure: Tenure): boolean {
  return tenure.mac === yielded && !isBefore(tenure, first) && !isBefore(last, tenure);
}

/** Within the time of a flap. */
function areNear(one: Mark, other: Mark): boolean {
  return one.frame !== other.frame && one.at - other.at < FLAP_NS && other.at - one.at < FLAP_NS;
}

interface Contradiction {
  /** The one that remained. */
  readonly master: Mastership;
  readonly rival: Speaker;
  /** When the rival first contradicted it. */
  readonly at: bigint;
}

/** The advertisements of another beside the master's, and the beginning of each mastership after another. */
function contradictions({masters, rivalries, speakers}: RouterFacts): Contradiction[] {
  const speaker = (router: Speaker['router']) => speakers.find(one => one.router === router);
  const beside = rivalries.flatMap(({master: name, rival: other, at}) => {
    const master = masters.findLast(one => one.router === name && one.at <= at);
    const rival = speaker(other);
    return master === undefined || rival === undefined ? [] : [{master, rival, at}];
  });
  const after = masters.slice(1).flatMap((master, index) => {
    const rival = speaker((masters[index] as Mastership).router);
    return rival === undefined ? [] : [{master, rival, at: master.at}];
  });
  return [...beside, ...after];
}

function claimOf(
  facts: AddressFacts,
  router: RouterFacts,
  {master, rival, at}: Contradiction,
): BriefClaim | undefined {
  const own = router.speakers.find(one => one.router === master.router);
  if (own === undefined || ![rival, own].every(one => carries(one, facts))) return undefined;
  if (!areApart(rival.mac, master.mac)) return undefined;
  const [yielded, remained] = [rival.mac as MacAddress, master.mac as MacAddress];
  const from = at - GRACE_NS;
  const spoken = spokenBy(facts, router, rival).filter(one => one.at >= from && one.at <= master.last.at);
  const begun = facts.tenures.find(one => one.mac === yielded && one.at >= from);
  const last = latest(spoken.filter(one => one.at <= at + briefNs(router)).map(one => one.last));
  if (begun === undefined || last === undefined || isBefore(last, begun)) return undefined;
  const first = {at: begun.at, frame: begun.frame};
  if (last.at - first.at > briefNs(router) || last.at - at > briefNs(router)) return undefined;
  // One that did not go on did not remain, and one that soon speaks again did not yield.
  const settled = last.at + lastingNs(router);
  if (master.last.at <= settled || spoken.some(one => one.at > last.at && one.at <= settled))
    return undefined;
  return {yielded, remained, first, last, isBelieved: isBelieved(facts, yielded, first.at, master.last.at)};
}
