/**
 * @module
 */

import type {Check} from '../check.js';

/** RFC 2863's states; UNKNOWN is that of interfaces which cannot tell (lo, tun, some virtual ones). */
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
        evidence: `${iface} is ${link.operstate}${isUp ? ', though it is switched on' : ''}`,
        consequence: 'nobody is reached by it; addresses and routes stay as if nothing were',
        mend: isUp ? [] : [`ip link set dev ${iface} up`],
        lasting: isUp ? 'look at the cable, the port of the switch, the other end' : 'let it come up at boot',
      },
    ];
  },
};
