/**
 * Two machines that claim the address, one of which yields by itself, at the beginning or later. A split brain does not end by itself. Pure.
 *
 * @module
 */

import {isVirtualRouterMac, type MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import type {RouterFacts, Speaker} from '../../claims/router-facts.js';
import {sum} from '../../collections/sum.js';
import type {AddressFacts} from '../facts.js';
import {latest} from '../scope.js';
import {MANY} from '../significance.js';

export interface DoubleClaim {
  readonly yielded: MacAddress;
  readonly remained: MacAddress;
  /** The first claim that contradicts another, and the last by the machine that yielded. */
  readonly first: Mark;
  readonly last: Mark;
}

/** A stretch in which a machine sent. */
export interface Spell {
  readonly at: bigint;
  readonly last: Mark;
}

/** Minimum, however short the interval. Nanoseconds. */
const BRIEF_NS = 1_000_000_000n;

/** A router that advertised for this many intervals remained the master. */
const LASTING_INTERVALS = 3n;

/** The time after which the weaker router has yielded, having heard the other's next advertisement (RFC 9568 §6.4.3). Nanoseconds. */
export function briefNs({intervalNs}: Pick<RouterFacts, 'intervalNs'>): bigint {
  return intervalNs > BRIEF_NS ? intervalNs : BRIEF_NS;
}

export function lastingNs({intervalNs}: Pick<RouterFacts, 'intervalNs'>): bigint {
  return LASTING_INTERVALS * intervalNs;
}

/** Claims and answers of one MAC, and its router's advertisements, as the master or while another was. */
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

/**
 * Whether a router carries the address. An address that only one of two routers carries has one owner. CARP
 * does not reveal its addresses.
 */
export function carries({lists}: Speaker, {ip}: AddressFacts): boolean {
  return lists.every(list => list.length === 0) || lists.some(list => list.includes(ip));
}

/** Whether the two can be told apart, which they cannot behind a single MAC or a virtual one. */
export function areApart(one: MacAddress | undefined, other: MacAddress | undefined): boolean {
  return one !== other && [one, other].every(mac => mac !== undefined && !isVirtualRouterMac(mac));
}

/** The last question that went in vain to the machine that yielded, if there were many in this time: its claim was believed. */
export function lastLostTo(
  {senders}: AddressFacts,
  mac: MacAddress,
  {from, until}: {readonly from: bigint; readonly until: bigint},
): Mark | undefined {
  const runs = senders.flatMap(sender =>
    sender.runs.filter(run => run.to === mac && run.first.at >= from && run.first.at <= until),
  );
  const lost = sum(runs, ({unanswered}) => unanswered);
  return lost < MANY ? undefined : latest(runs.map(({lastUnanswered}) => lastUnanswered));
}
