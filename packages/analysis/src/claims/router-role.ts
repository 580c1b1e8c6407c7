/**
 * What a protocol calls the router that answers for the address.
 *
 * @module
 */

import type {RouterProtocol} from './advert.js';

/** `master` (RFC 5798 §1.6, CARP), `active router` (RFC 2281 §4), `AVG` (GLBP's active virtual gateway). */
export function roleIn(protocol: RouterProtocol): string {
  if (protocol === 'GLBP') return 'AVG';
  return protocol.startsWith('HSRP') ? 'active router' : 'master';
}
