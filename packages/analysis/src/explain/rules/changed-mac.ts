/**
 * A node whose MAC changed, told apart from a takeover by its advertisements: a bond with `fail_over_mac=active` that fails over has the MAC of
 * its other port (Documentation/networking/bonding.rst), and so has a machine whose card was replaced. Pure.
 *
 * @module
 */

import {type IpAddress, isVirtualRouterMac} from '@vip/arp';
import {routersOf} from '../handovers/router-index.js';
import {isBefore} from '../scope.js';
import type {Case} from './case.js';

/** The router that advertised the address at its former MAC, and goes on to do so from another; undefined if another node took the address over. */
export function changedMac({address, capture, handover}: Case): IpAddress | undefined {
  const {from, to} = handover;
  if (from === undefined || isVirtualRouterMac(from) || isVirtualRouterMac(to)) return undefined;
  for (const {masters} of routersOf(address, capture.routers)) {
    const index = masters.findIndex(
      ({mac, lastOfMac, last}) =>
        mac === from && lastOfMac !== undefined && isBefore(lastOfMac, last) && isBefore(handover, last),
    );
    const master = masters[index];
    if (master === undefined) continue;
    // A card is replaced, or a bond fails over, once, and nobody else was master meanwhile.
    const isAlone = index === masters.length - 1 && masters.every(({mac}) => mac !== to);
    if (isAlone && isBefore(master, handover)) return master.router;
  }
  return undefined;
}
