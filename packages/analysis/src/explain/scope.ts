/**
 * What comes before what, and what belongs to what: a frame to a tenure, a virtual router to an address.
 *
 * @module
 */

import {type MacAddress, virtualMacOf} from '@vip/arp';
import type {RouterFacts} from '../claims/router-facts.js';
import type {Mark} from '../mark.js';
import type {AddressFacts} from './facts.js';

/** By time, and of the same moment by the number in the file: a file need not be in order. */
export function isBefore(a: Mark, b: Mark): boolean {
  return a.at === b.at ? a.frame < b.frame : a.at < b.at;
}

/** Whether it lies in a tenure that begins with `start` and ends with `until`. */
export function isWithin(mark: Mark, start: Mark, until: Mark | undefined): boolean {
  return !isBefore(mark, start) && (until === undefined || isBefore(mark, until));
}

/** The later of them; undefined for none. */
export function latest(marks: readonly (Mark | undefined)[]): Mark | undefined {
  return marks.reduce(
    (last, mark) => (mark !== undefined && (last === undefined || isBefore(last, mark)) ? mark : last),
    undefined,
  );
}

/** The virtual routers that carry the address. */
export function routersOf(
  {ip, network, claimRuns}: Pick<AddressFacts, 'ip' | 'network' | 'claimRuns'>,
  routers: readonly RouterFacts[],
): RouterFacts[] {
  const own = routers.filter(router => router.network === network);
  return own.filter(
    ({protocol, id, addresses}) =>
      addresses.includes(ip) || (protocol === 'CARP' && claimRuns.some(({mac}) => isMacOfCarp(mac, id))),
  );
}

/** Of CARP the addresses are a secret; those at its virtual MAC are its own, which is VRRP's for IPv4. */
function isMacOfCarp(mac: MacAddress, id: number): boolean {
  const virtual = virtualMacOf(mac);
  return virtual?.protocol === 'vrrp' && virtual.id === id;
}
