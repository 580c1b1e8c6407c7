/**
 * The name that a protocol has for the router that answers for the address, and the software that speaks it.
 *
 * @module
 */

import type {RouterProtocol} from './advert.js';

/** `master` (RFC 5798 §1.6, CARP), `active router` (RFC 2281 §4), `AVG` (GLBP's active virtual gateway). */
export function roleIn(protocol: RouterProtocol): string {
  if (protocol === 'GLBP') return 'AVG';
  return protocol.startsWith('HSRP') ? 'active router' : 'master';
}

/** Whether `vip audit` and `vip doctor` cannot examine its routers: they are BSDs, or hardware routers. */
export function isForeign(protocol: RouterProtocol): boolean {
  return !protocol.startsWith('VRRP');
}
