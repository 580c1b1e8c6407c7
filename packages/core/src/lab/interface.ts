/**
 * An interface of a lab, with its addresses. Pure.
 *
 * @module
 */

import type {Station} from '@vip/analysis';
import {isOfIpv6} from '@vip/arp';

/** An interface of a lab, as a station for each address family. */
export type Interface = readonly [Station, ...Station[]];

export function isIpv6Station({address}: Station): boolean {
  return isOfIpv6(address.address);
}
