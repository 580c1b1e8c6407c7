/**
 * Groups of addresses on one node with the same fate at the same time, told as one story. Pure.
 *
 * @module
 */

import {type Bounds, worstBy} from '../../outages/outage.js';
import {TOGETHER_NS} from '../collect/machine-moves.js';
import type {Explanation, JudgedHandover} from '../explanation.js';
import {isBefore} from '../scope.js';
import {byVerdict} from '../verdict.js';
import {isUnaskedOfLink} from './unasked-of-link.js';
import {worstIn} from './worst-outage.js';

/** Explanations presented as one; the first is given in full. */
export type Group = readonly [Explanation, ...Explanation[]];

/** The worst first, then in order of appearance; link-local addresses for which nobody asked come last. */
export function groupsOf(explanations: readonly Explanation[]): Group[] {
  const byKey = new Map<string, [Explanation, ...Explanation[]][]>();
  const groups: [Explanation, ...Explanation[]][] = [];
  const unasked = explanations.filter(({address}) => isUnaskedOfLink(address));
  const others = explanations.filter(one => !unasked.includes(one));
  for (const explanation of [...others, ...unasked]) {
    const key = keyOf(explanation);
    const alike = byKey.get(key) ?? [];
    byKey.set(key, alike);
    const group = alike.find(([first]) => isTogether(first, explanation));
    if (group !== undefined) group.push(explanation);
    else {
      const made: [Explanation, ...Explanation[]] = [explanation];
      alike.push(made);
      groups.push(made);
    }
  }
  return groups
    .map(worstFirst)
    .sort(
      ([a], [b]) =>
        Number(isUnaskedOfLink(a.address)) - Number(isUnaskedOfLink(b.address)) ||
        byVerdict(a.finding, b.finding) ||
        (isBefore(a.address.first, b.address.first) ? -1 : 1),
    );
}

/** The address with the longest outage represents the group: others may not have been asked. */
function worstFirst(group: Group): Group {
  const worst = worstBy(group, ({address}) => worstIn(address)?.dark.bounds ?? NOTHING) ?? group[0];
  return [worst, ...group.filter(one => one !== worst)];
}

const NOTHING: Bounds = {leastNs: -1n, mostNs: -1n};

/** Whether the others, too, left the same questions unanswered. */
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
  return [address.network, finding.code, first?.mac, ...moves, ...faults].join(' | ');
}

function isTogether(a: Explanation, b: Explanation): boolean {
  return a.handovers.every((judged, index) => {
    const other = b.handovers[index] as JudgedHandover;
    const distance = judged.handover.at - other.handover.at;
    return distance <= TOGETHER_NS && -distance <= TOGETHER_NS;
  });
}

/** Maximum number of addresses in a heading. */
export const MOST_NAMES = 4;

/** `10.3.2.200, 10.3.2.201 and 3 more` */
export function namesOf(group: Group): string {
  const names = group.slice(0, MOST_NAMES).map(({address}) => address.ip);
  const more = group.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
