/**
 * @module
 */

import type {Check} from '../check.js';

/** States of RFC 2863. UNKNOWN is for interfaces that do not report one (lo, tun, some virtual ones). */
const WORKING = ['UP', 'UNKNOWN'];

export const NO_CARRIER: Check = {
  code: 'DOCTOR_NO_CARRIER',
  roles: ['active', 'passive'],
  title: 'the interface is down or has no carrier',
  look: async ({iface}, host) => {
    const link = await host.link(iface);
    if (link === undefined || WORKING.includes(link.operstate)) return [];
    const isUp = link.flags.includes('UP');
    return [
      {
        severity: 'error',
        evidence: `${iface} is ${link.operstate}${isUp ? ', although it is set up' : ''}`,
        consequence:
          'nothing can be reached through it; addresses and routes stay as if nothing had happened',
        mend: isUp ? [] : [`ip link set dev ${iface} up`],
        lasting: isUp ? 'check the cable, the switch port and the other end' : 'bring it up at boot',
      },
    ];
  },
};
