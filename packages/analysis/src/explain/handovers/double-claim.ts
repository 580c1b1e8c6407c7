/**
 * Two machines claim the address, and one of them yields by itself: such a claim, at the beginning or later. A split brain does not
 * end by itself. Pure.
 *
 * @module
 */

import {isVirtualRouterMac, type MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import type {RouterFacts, Speaker} from '../../claims/router-facts.js';
import type {AddressFacts} from '../facts.js';
import {latest} from '../scope.js';
import {MANY} from '../significance.js';

export interface DoubleClaim {
  readonly yielded: MacAddress;
  readonly remained: MacAddress;
  /** The first claim that contradicts another, and the last by the one that yielded. */
  readonly first: Mark;
  readonly last: Mark;
}

/** A stretch in which a machine sent. */
export interface Spell {
  readonly at: bigint;
  readonly last: Mark;
}

/** However short the interval. Nanoseconds. */
const BRIEF_NS = 1_000_000_000n;

/** A router that advertised for this many intervals remained the master. */
const LASTING_INTERVALS = 3n;

/** The weaker has yielded by then: it hears the other's next advertisement (RFC 9568 §6.4.3). Nanoseconds. */
export function briefNs({intervalNs}: Pick<RouterFacts, 'intervalNs'>): bigint {
  return intervalNs > BRIEF_NS ? intervalNs : BRIEF_NS;
}

export function lastingNs({intervalNs}: Pick<RouterFacts, 'intervalNs'>): bigint {
  return LASTING_INTERVALS * intervalNs;
}

/** Claims and answers of one MAC, and what its router advertised while another was the master, or as the master. */
export function spokenBy(
  {claimRuns, answers}: AddressFacts,
  {masters, rivalries}: RouterFacts,
  {router, mac}: Pick<Speaker, 'router' | 'mac'>,
): Spell[] {
  const runs = [...claimRuns, ...answers.filter(run => run.answers > 0)];
  return [
    ...masters.filter(one => one.router === router),
    ...rivalries.filter(({rival}) => rival === router),
    ...runs.filter(run => run.mac === mac).map(({first, last}) => ({at: first.at, last})),
  ];
}

/** An address that only one of two routers carries has one owner; CARP does not reveal its addresses. */
export function carries({lists}: Speaker, {ip}: AddressFacts): boolean {
  return lists.every(list => list.length === 0) || lists.some(list => list.includes(ip));
}

/** Behind a single MAC, the two cannot be told apart. */
export function areApart(one: MacAddress | undefined, other: MacAddress | undefined): boolean {
  return one !== other && [one, other].every(mac => mac !== undefined && !isVirtualRouterMac(mac));
}

/** The last question of this time that went to the one that yielded in vain, if there were many: its claim was believed. */
export function lastLostTo(
  {senders}: AddressFacts,
  mac: MacAddress,
  {from, until}: {readonly from: bigint; readonly until: bigint},
): Mark | undefined {
  const runs = senders.flatMap(sender =>
    sender.runs.filter(run => run.to === mac && run.first.at >= from && run.first.at <= until),
  );
  const lost = runs.reduce((sum, {unanswered}) => sum + unanswered, 0);
  return lost < MANY ? undefined : latest(runs.map(({lastUnanswered}) => lastUnanswered));
}
