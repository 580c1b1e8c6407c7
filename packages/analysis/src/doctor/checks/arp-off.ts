/**
 * @module
 */

import type {Check} from '../check.js';

export const ARP_OFF: Check = {
  code: 'DOCTOR_ARP_OFF',
  roles: ['active', 'passive'],
  title: 'ARP is disabled on the interface',
  look: async ({iface}, host) => {
    const link = await host.link(iface);
    if (link?.linkType !== 'ether' || !link.flags.includes('NOARP')) return [];
    return [
      {
        severity: 'error',
        evidence: `${iface} has the flag NOARP`,
        consequence: 'it neither sends nor answers ARP requests: 0 of 3 pings',
        mend: [`ip link set dev ${iface} arp on`],
        lasting: 'remove "arp off" (networkd: ARP=no) from the configuration of the interface',
      },
    ];
  },
};
