/**
 * The addresses of the interfaces of this process's network namespace, as reported by rtnetlink(7).
 *
 * Not from `node:os`, which omits the addresses of an interface without a carrier, lists an address under its label, and takes longer to
 * load than a frame takes to send.
 *
 * @module
 */

import {parseIp} from '../wire/address/ip-address.js';
import type {IpInterface} from '../wire/address/ip-interface.js';
import {readingKernel} from './link-interface.js';
import {loadCap} from './native.js';

/** An address that an interface has. */
export interface LinkAddress extends IpInterface {
  /** Index of the interface, 1 or more. */
  readonly index: number;
}

/**
 * The addresses of an interface, whether it is up or not, or of all interfaces; in the kernel's order, IPv4 first. On a point-to-point
 * link, the local end (IFA_LOCAL).
 *
 * @param index of the interface, from 1; all of them by default
 * @throws VipError `NOT_POSSIBLE` if libpcap is missing
 */
export function listLinkAddresses(index?: number): LinkAddress[] {
  const told = readingKernel('addresses', () => loadCap().addresses(index));
  return told.map(({address, ...where}) => ({...where, address: parseIp(address)}));
}
