/**
 * Claims by a MAC other than the owner's that are not a change of owner: late ones, and second MACs of a machine or an address.
 *
 * @module
 */

import {isVirtualRouterMac, type MacAddress, virtualMacOf} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import type {RouterFacts} from '../../claims/router-facts.js';
import type {Tenure} from '../claim-facts.js';
import type {AddressFacts} from '../facts.js';
import {isBefore} from '../scope.js';
import {UNDER_WAY_NS} from '../significance.js';
import {routersOf} from './router-index.js';
import {type SharedBy, shareClients} from './shared-clients.js';

/** A late claim, or a claim by a machine that is not an owner: reported, but not a change of owner. */
export interface Aside extends Mark {
  readonly what: /** A claim of an old owner that was in flight when another machine took over. */
    | 'late'
    /** A second MAC by design: GLBP gives each client a forwarder of its own. */
    | 'load-sharing'
    /** A second MAC of one machine, for some of the clients. */
    | 'shared-clients'
    /** A proxy, which answers for many others as well. */
    | 'proxy'
    /** Another holder of an anycast address, which answers without Override. */
    | 'anycast'
    /** One machine with the virtual MACs of several routers. */
    | 'same-machine'
    /** Both routers began as master, and this one yielded. */
    | 'brief'
    /** It claimed the address beside the master, and yielded. */
    | 'brief-claim';
  readonly mac: MacAddress;
  readonly other: MacAddress;
  /** The last frame of a brief claim. */
  readonly last?: Mark;
  /** For `shared-clients`, the evidence that it is one machine. */
  readonly sharedBy?: SharedBy;
}

/** The aside that a claim is; undefined if it is a change of owner. @param former the owner until then */
export function asideOf(
  facts: AddressFacts,
  routers: readonly RouterFacts[],
  proxies: ReadonlySet<MacAddress>,
  former: Tenure,
  tenure: Tenure,
): Aside | undefined {
  const {at, frame, mac} = tenure;
  const aside = {at, frame, mac, other: former.mac};
  if (proxies.has(mac) || proxies.has(former.mac)) return {...aside, what: 'proxy'};
  if (facts.isWithoutOverride && facts.doubleAnswers.length > 0) return {...aside, what: 'anycast'};
  if (isForwarder(mac) && isForwarder(former.mac)) return {...aside, what: 'load-sharing'};
  const sharedBy = shareClients(facts, former.mac, tenure);
  if (sharedBy !== undefined) return {...aside, what: 'shared-clients', sharedBy};
  if (isSameMachine(facts, routers, mac, former.mac)) return {...aside, what: 'same-machine'};
  if (isUnderWay(facts, former, tenure)) return {...aside, what: 'late'};
  return undefined;
}

/** GLBP's active virtual gateway hands out the MACs of several forwarders for one address. */
function isForwarder(mac: MacAddress): boolean {
  return virtualMacOf(mac)?.protocol === 'glbp';
}

/** An old owner whose claims were in flight when the other took over, and which is then silent while the other continues. */
function isUnderWay({claimRuns, answers}: AddressFacts, former: Tenure, {mac, frame, by}: Tenure): boolean {
  if (by === 'announcement') return false;
  const index = claimRuns.findIndex(run => run.first.frame === frame && run.mac === mac);
  const run = claimRuns[index];
  const next = claimRuns[index + 1];
  if (run === undefined || run.last.at - former.at > UNDER_WAY_NS || next?.mac !== former.mac) return false;
  const hadIt = (earlier: {mac: MacAddress; first: Mark}) =>
    earlier.mac === mac && isBefore(earlier.first, former);
  if (!claimRuns.some(hadIt) && !answers.some(hadIt)) return false;
  const again = claimRuns.slice(index + 1).find(later => later.mac === mac)?.first;
  return !answers.some(
    ({mac: speaker, answers: count, last}) =>
      speaker === mac &&
      count > 0 &&
      last.at > former.at + UNDER_WAY_NS &&
      (again === undefined || isBefore(last, again)),
  );
}

/**
 * Whether two MACs are the virtual MAC and the node's own, both of which keepalived uses with `use_vmac`; or the virtual MACs of two routers, for
 * IPv4 and IPv6, on one interface, which answers for every address of its machine.
 */
function isSameMachine(
  facts: AddressFacts,
  routers: readonly RouterFacts[],
  mac: MacAddress,
  other: MacAddress,
): boolean {
  if (mac === other) return true;
  if (isVirtualRouterMac(mac) && isVirtualRouterMac(other))
    return virtualFamily(mac) !== virtualFamily(other);
  const [virtual, own] = isVirtualRouterMac(mac) ? [mac, other] : [other, mac];
  if (!isVirtualRouterMac(virtual) || isVirtualRouterMac(own)) return false;
  const sentFor = facts.announcements.some(told => told.mac === virtual && told.source === own);
  const advertises = routersOf(facts, routers).some(({speakers}) =>
    speakers.some(speaker => speaker.mac === own),
  );
  return sentFor || advertises;
}

/** 1 for IPv4, 2 for IPv6 (RFC 9568 §7.3). */
function virtualFamily(mac: MacAddress): string {
  return mac.slice(0, 14);
}
