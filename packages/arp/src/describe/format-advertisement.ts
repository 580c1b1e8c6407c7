/**
 * VRRP and CARP advertisements on one line.
 *
 * @module
 */

import type {Advertisement} from '../wire/router/vrrp-or-carp.js';

/** `VRRPv3 id 51, priority 150, 10.3.2.200`. */
export function advertisementWords({protocol, packet, checksum}: Advertisement): string {
  const sum = checksum === 'correct' ? '' : `, checksum ${checksum}`;
  if (protocol === 'carp') {
    return `CARP vhid ${packet.virtualHostId}, base ${packet.advertisementBase} s, skew ${packet.advertisementSkew}${sum}`;
  }
  const {version, virtualRouterId, priority, addresses} = packet;
  const what = priority === 0 ? 'resigns' : `priority ${priority}`;
  return `VRRPv${version} id ${virtualRouterId}, ${what}, ${addresses.join(' ')}${sum}`;
}
