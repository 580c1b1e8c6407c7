/**
 * The names of addresses that are told together, with the place where they are.
 *
 * @module
 */

import {sum} from '../../collections/sum.js';
import type {Group} from '../judge/groups.js';
import {placeText} from '../words/place-text.js';

/** Maximum number of addresses in a heading. */
export const MOST_NAMES = 4;

/** `10.3.2.200, 10.3.2.201 and 3 more on eth0`, or `10.3.2.200 on eth0 VLAN 10, 10.3.3.200 on eth0 VLAN 20` */
export function namesOf(group: Group, most = MOST_NAMES): string {
  const [{address}] = group;
  const names = namesIn(group, 0, most);
  const more = group.length - names.length;
  const text = more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
  return isInOneNetwork(group) ? `${text}${placeText(address)}` : text;
}

/** The same for one line, in which long names leave room for fewer. */
export function shortNamesOf(group: Group): string {
  const widths = namesIn(group, 0, MOST_NAMES).map(({length}) => length);
  const most = widths.findIndex(
    (_, index) => sum(widths.slice(0, index + 1), width => width + 2) > MOST_COLUMNS,
  );
  return namesOf(group, most === -1 ? MOST_NAMES : Math.max(1, most));
}

const MOST_COLUMNS = 64;

/** Some of its addresses, without the network where all are in one. */
export function namesIn(group: Group, start: number, end: number): string[] {
  const isOne = isInOneNetwork(group);
  return group
    .slice(start, end)
    .map(({address}) => (isOne ? address.ip : `${address.ip}${placeText(address)}`));
}

function isInOneNetwork([{address}, ...others]: Group): boolean {
  return others.every(one => one.address.network === address.network);
}
