/**
 * A node that takes the address although the master is alive, and yields as soon as it hears the master: keepalived does so after it has missed
 * some advertisements, and a master that is superseded may announce once more before it yields. Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import {areOfOneFlap} from '@vip/arp/ownership';
import type {Mark} from '../../capture/mark.js';
import type {Mastership, RouterFacts, Speaker} from '../../claims/router-facts.js';
import {masterDownNs} from '../../claims/router-record.js';
import type {Tenure} from '../claim-facts.js';
import type {AddressFacts} from '../facts.js';
import {earliest, isBefore, latest} from '../scope.js';
import {GRACE_NS} from '../significance.js';
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

export interface BriefClaim extends DoubleClaim {
  /** Whether questions went to it in vain after it had yielded, so that the double claim had consequences. */
  readonly isBelieved: boolean;
}

/**
 * A single brief claim is an accident; recurring ones are a fault.
 *
 * @param now while the capture goes on: a router that may still yield is assumed to do so. Nanoseconds
 */
export function briefClaims(
  facts: AddressFacts,
  routers: readonly RouterFacts[],
  now?: bigint,
): readonly BriefClaim[] {
  if (facts.tenures.length < 2) return [];
  const all = routersOf(facts, routers).flatMap(router =>
    contradictions(router).flatMap(contradiction => {
      const found = claimOf(facts, router, contradiction, now);
      return found === undefined ? [] : [found];
    }),
  );
  return all.filter(one => !all.some(other => areNear(one.first, other.first)));
}

/** Whether a tenure is this claim of a router that soon yielded. */
export function isBriefClaim({yielded, first, last}: BriefClaim, tenure: Tenure): boolean {
  return tenure.mac === yielded && !isBefore(tenure, first) && !isBefore(last, tenure);
}

/** Whether they are two claims, close enough together for a flap. */
function areNear(one: Mark, other: Mark): boolean {
  return one.frame !== other.frame && areOfOneFlap(one.at, other.at);
}

interface Contradiction {
  /** The master that remained. */
  readonly master: Mastership;
  readonly rival: Speaker;
  /** When the rival first contradicted it, and the frame of the advertisement by which it did. */
  readonly at: bigint;
  readonly frame?: number;
}

/** The advertisements of a rival beside the master's, and the beginning of each mastership that follows another. */
function contradictions({masters, rivalries, speakers}: RouterFacts): Contradiction[] {
  const speaker = (router: Speaker['router']) => speakers.find(one => one.router === router);
  const beside = rivalries.flatMap(({master: name, rival: other, at, frame}) => {
    const master = masters.findLast(one => one.router === name && one.at <= at);
    const rival = speaker(other);
    return master === undefined || rival === undefined ? [] : [{master, rival, at, frame}];
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
  {master, rival, at, frame}: Contradiction,
  now: bigint | undefined,
): BriefClaim | undefined {
  const own = router.speakers.find(one => one.router === master.router);
  if (own === undefined || ![rival, own].every(one => carries(one, facts))) return undefined;
  if (!areApart(rival.mac, master.mac)) return undefined;
  const [yielded, remained] = [rival.mac as MacAddress, master.mac as MacAddress];
  const from = at - GRACE_NS;
  const until = at + briefNs(router);
  const begun = facts.tenures.find(one => one.mac === yielded && one.at >= from && one.at <= until);
  const spoken = spokenBy(facts, router, rival).filter(one => one.at >= from);
  const last = latest(spoken.filter(one => one.at <= until).map(one => one.last));
  if (begun === undefined || last === undefined || last.at > until) return undefined;
  // A router that soon sends again did not yield, and one that did not continue did not remain.
  const settled = last.at + lastingNs(router);
  if (spoken.some(one => one.at > until && one.at <= settled)) return undefined;
  const isUndecided = now !== undefined && now - last.at <= masterDownNs(router.intervalNs);
  if (master.last.at <= settled && !isUndecided) return undefined;
  const advertised = frame === undefined ? undefined : {at, frame};
  const first = earliest([advertised, {at: begun.at, frame: begun.frame}]) as Mark;
  const lost = lastLostTo(facts, yielded, {from: first.at, until: master.last.at});
  // Questions lost meanwhile, other than through a stale cache entry afterwards, are due to the two owners.
  if (lost !== undefined && lost.at <= until) return undefined;
  return {yielded, remained, first, last, isBelieved: lost !== undefined};
}
