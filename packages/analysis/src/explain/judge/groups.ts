/**
 * Groups of addresses on one node with the same fate at the same time, told as one story. Pure.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {type Bounds, worstBy} from '../../outages/outage.js';
import {TOGETHER_NS} from '../collect/reported/machine-moves.js';
import type {Explanation, JudgedHandover} from '../explanation.js';
import {worstIn} from '../outages/worst-outage.js';
import {isBefore} from '../scope.js';
import {byVerdict} from '../verdict.js';
import {isUnaskedOfLink} from './unasked-of-link.js';

/** Explanations presented as one; the first is given in full. */
export type Group = readonly [Explanation, ...Explanation[]];

/** The worst first, then in order of appearance; link-local addresses that nobody asked for come last. */
export function groupsOf(explanations: readonly Explanation[]): Group[] {
  const byKey = new Map<string, GrowingGroup[]>();
  const groups: GrowingGroup[] = [];
  const unasked = explanations.filter(({address}) => isUnaskedOfLink(address));
  const others = explanations.filter(one => !unasked.includes(one));
  for (const explanation of [...others, ...unasked]) {
    const key = keyOf(explanation);
    const alike = byKey.get(key) ?? [];
    byKey.set(key, alike);
    if (alike.some(group => group.takes(explanation))) continue;
    const made = new GrowingGroup(explanation);
    alike.push(made);
    groups.push(made);
  }
  return groups
    .map(({all}) => worstFirst(all))
    .sort(
      ([a], [b]) =>
        Number(isUnaskedOfLink(a.address)) - Number(isUnaskedOfLink(b.address)) ||
        byVerdict(a.finding, b.finding) ||
        (isBefore(a.address.first, b.address.first) ? -1 : 1),
    );
}

/** Explanations with the same key. */
class GrowingGroup {
  readonly all: [Explanation, ...Explanation[]];
  readonly #ips: Set<IpAddress>;

  constructor(first: Explanation) {
    this.all = [first];
    this.#ips = new Set([first.address.ip]);
  }

  /** Adds the explanation if it belongs here, and returns whether it does. An address that is seen in two networks has a story in each. */
  takes(explanation: Explanation): boolean {
    const {ip} = explanation.address;
    if (this.#ips.has(ip) || !isTogether(this.all[0], explanation)) return false;
    this.#ips.add(ip);
    this.all.push(explanation);
    return true;
  }
}

/** The address with the longest outage represents the group: others may not have been asked. */
function worstFirst(group: Group): Group {
  const worst = worstBy(group, ({address}) => worstIn(address)?.dark.bounds ?? NOTHING) ?? group[0];
  return [worst, ...group.filter(one => one !== worst)];
}

const NOTHING: Bounds = {leastNs: -1n, mostNs: -1n};

/** Whether all of them had an outage, or none had. */
export function isDarkAlike(group: Group): boolean {
  const dark = group.map(({address}) => worstIn(address) !== undefined);
  return dark.every(one => one === dark[0]);
}

/** The key by which explanations are grouped. */
function keyOf({address, handovers, finding, findings, first}: Explanation): string {
  const moves = handovers.map(
    ({handover: {from, to, toRouter}, finding: {code}}) => `${from} ${to} ${toRouter} ${code}`,
  );
  const faults = findings.map(({code}) => code);
  // A machine has the same MAC in each VLAN, but a virtual router's MAC may belong to several machines.
  const isOfMachines = moves.length > 0 && handovers.every(({handover}) => handover.toRouter === undefined);
  const network = isOfMachines ? '' : address.network;
  return [network, finding.code, first?.mac, ...moves, ...faults].join(' | ');
}

function isTogether(a: Explanation, b: Explanation): boolean {
  return a.handovers.every((judged, index) => {
    const other = b.handovers[index] as JudgedHandover;
    const distance = judged.handover.at - other.handover.at;
    return distance <= TOGETHER_NS && -distance <= TOGETHER_NS;
  });
}
