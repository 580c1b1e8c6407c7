/**
 * Owners of the address, with hindsight. While frames arrive, the first claim of a new owner does not distinguish a move from a conflict;
 * at the end it is known which owner continued. Pure.
 *
 * @module
 */

import {isVirtualRouterMac, type MacAddress, virtualMacOf} from '@vip/arp';
import type {RouterFacts} from '../../claims/router-facts.js';
import type {Tenure} from '../claim-facts.js';
import type {AddressFacts} from '../facts.js';
import {isBefore} from '../scope.js';
import {UNDER_WAY_NS} from '../significance.js';
import {type Aside, asideOf} from './asides.js';
import {type BriefClaim, briefClaims, isBriefClaim} from './brief-claims.js';
import {briefDouble} from './brief-double.js';
import {defendedClaim} from './defended-claim.js';
import {routersOf} from './router-index.js';
import {unspokenBeginning} from './unspoken-beginning.js';

export interface SettledTenure extends Tenure {
  /** Present if it yielded as soon as it heard that another was the master. */
  readonly isBrief?: true;
}

export interface SettledTenures {
  readonly tenures: readonly SettledTenure[];
  readonly asides: readonly Aside[];
}

/**
 * @param proxies MACs that answer for many others, from the whole capture
 * @param now while the capture goes on: a claim that may yet turn out to be brief is assumed to be. Nanoseconds
 */
export function settleTenures(
  facts: AddressFacts,
  routers: readonly RouterFacts[],
  proxies: ReadonlySet<MacAddress>,
  now?: bigint,
): SettledTenures {
  const asides: Aside[] = [];
  const tenures: SettledTenure[] = [];
  const double = briefDouble(facts, routers);
  if (double !== undefined) {
    const {owner, yielded, first, last} = double;
    tenures.push(owner);
    asides.push({...first, what: 'brief', mac: yielded, other: owner.mac, last});
  }
  const claims = briefClaims(facts, routers, now);
  const isAdvertised = routersOf(facts, routers).length > 0;
  const defended = isAdvertised ? undefined : defendedClaim(facts);
  for (const heard of facts.tenures) {
    if (double !== undefined && !isBefore(double.last, heard)) continue;
    if (defended !== undefined && isBriefClaim(defended, heard)) {
      asides.push(asideOfBrief(defended));
      continue;
    }
    const tenure = asBrief(claims, atVirtualMac(facts, routers, heard));
    const former = tenures.at(-1);
    const owner = former === undefined ? besidesProxy(facts, proxies, tenure) : undefined;
    if (owner !== undefined) {
      tenures.push(owner);
      asides.push({at: heard.at, frame: heard.frame, mac: heard.mac, other: owner.mac, what: 'proxy'});
    } else if (former === undefined) tenures.push(asFirst(tenure));
    else if (former.mac === tenure.mac) continue;
    else {
      const aside = asideOf(facts, routers, proxies, former, tenure) ?? briefAside(claims, former, tenure);
      if (aside === undefined)
        tenures.push({...sinceItAdvertised(facts, routers, former, tenure), from: former.mac});
      else asides.push(aside);
      if (isBetterKnownAt(tenure, former, aside)) tenures[tenures.length - 1] = {...former, mac: tenure.mac};
    }
  }
  return {tenures: unspokenBeginning(withoutProxies(facts, proxies), tenures), asides};
}

/** A proxy is no former owner, although it answers, and neighbours may send to it. */
function withoutProxies(facts: AddressFacts, proxies: ReadonlySet<MacAddress>): AddressFacts {
  const isProxy = (mac: MacAddress | undefined) => mac !== undefined && proxies.has(mac);
  if (!facts.claimants.some(({mac}) => isProxy(mac))) return facts;
  const senders = facts.senders.map(sender => ({
    ...sender,
    runs: sender.runs.filter(({to}) => !isProxy(to)),
  }));
  return {...facts, senders, answers: facts.answers.filter(({mac}) => !isProxy(mac))};
}

/** The first tenure of the owner, for whose address a proxy may have answered before. */
function besidesProxy(
  {claimRuns, claimants}: AddressFacts,
  proxies: ReadonlySet<MacAddress>,
  tenure: Tenure,
): SettledTenure | undefined {
  if (!proxies.has(tenure.mac)) return undefined;
  const run = claimRuns.find(({mac}) => !proxies.has(mac));
  if (run === undefined) return undefined;
  const by = claimants.find(({mac}) => mac === run.mac)?.kinds[0] ?? tenure.by;
  return {at: run.first.at, frame: run.first.frame, mac: run.mac, how: 'first', by};
}

/** Of two MACs of one machine, neighbours learn the virtual one. */
function isBetterKnownAt({mac}: Tenure, former: Tenure, aside: Aside | undefined): boolean {
  return aside?.what === 'same-machine' && isVirtualRouterMac(mac) && !isVirtualRouterMac(former.mac);
}

/** The tenure as the first: what came before it was not a tenure. */
function asFirst(tenure: SettledTenure): SettledTenure {
  if (tenure.how === 'first') return tenure;
  const {from: _, evidence: __, ...own} = tenure;
  return {...own, how: 'first'};
}

/** The tenure at the virtual MAC, if that is where the address is: a node may advertise from its own MAC (keepalived's `vmac_xmit_base`). */
function atVirtualMac(facts: AddressFacts, routers: readonly RouterFacts[], tenure: Tenure): Tenure {
  if (tenure.by !== 'advertisement' || isVirtualRouterMac(tenure.mac)) return tenure;
  const own = routersOf(facts, routers).filter(({speakers}) => speakers.some(({mac}) => mac === tenure.mac));
  const spoken = [...facts.answers, ...facts.claimRuns].map(({mac}) => mac);
  const virtual = spoken.find(mac => own.some(({id}) => virtualMacOf(mac)?.id === id));
  return virtual === undefined ? tenure : {...tenure, mac: virtual};
}

/**
 * The tenure from its first advertisement: if it advertised before the master was due to be missed, only
 * later frames, perhaps an answer, showed that it had succeeded the master.
 */
function sinceItAdvertised(
  facts: AddressFacts,
  routers: readonly RouterFacts[],
  former: Tenure,
  tenure: SettledTenure,
): SettledTenure {
  if (tenure.by !== 'advertisement' && tenure.how === 'conflict') return tenure;
  const since = routersOf(facts, routers)
    .flatMap(({masters}) => masters)
    .find(master => master.mac === tenure.mac && isBefore(master, tenure) && !isBefore(master.last, tenure));
  if (since === undefined || !isBefore(former, since)) return tenure;
  return {...tenure, at: since.at, frame: since.frame, by: 'advertisement'};
}

function briefAside(claims: readonly BriefClaim[], former: Tenure, tenure: Tenure): Aside | undefined {
  const claim = claims.find(
    one => !one.isBelieved && one.remained === former.mac && isBriefClaim(one, tenure),
  );
  return claim && asideOfBrief(claim);
}

function asideOfBrief({yielded: mac, remained: other, first, last}: BriefClaim): Aside {
  return {...first, mac, other, what: 'brief-claim', last};
}

/** The tenure of a brief claim that clients believed: each owner had the address in turn, and the two did not contend for long. */
function asBrief(claims: readonly BriefClaim[], tenure: Tenure): SettledTenure {
  const believed = claims.filter(one => one.isBelieved);
  if (believed.some(one => isBriefClaim(one, tenure))) return {...tenure, how: 'moved', isBrief: true};
  const isAfter = ({remained, first, last}: BriefClaim) =>
    tenure.mac === remained && isBefore(first, tenure) && tenure.at - last.at < UNDER_WAY_NS;
  return believed.some(isAfter) && tenure.how === 'conflict' ? {...tenure, how: 'returned'} : tenure;
}
