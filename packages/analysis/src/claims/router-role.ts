/**
 * What a protocol calls the router that answers for the address, and whose software speaks it.
 *
 * @module
 */

import type {RouterProtocol} from './advert.js';

/** `master` (RFC 5798 §1.6, CARP), `active router` (RFC 2281 §4), `AVG` (GLBP's active virtual gateway). */
export function roleIn(protocol: RouterProtocol): string {
  if (protocol === 'GLBP') return 'AVG';
  return protocol.startsWith('HSRP') ? 'active router' : 'master';
}

/** Whether its routers are none of those whose configurations are read and examined: a BSD, or a router. */
export function isForeign(protocol: RouterProtocol): boolean {
  return !protocol.startsWith('VRRP');
}
