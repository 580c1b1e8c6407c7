/**
 * @module
 */

import type {Check} from '../check.js';

export const ARP_OFF: Check = {
  code: 'DOCTOR_ARP_OFF',
  roles: ['active', 'passive'],
  title: 'the interface has ARP switched off',
  look: async ({iface}, host) => {
    const link = await host.link(iface);
    if (link?.linkType !== 'ether' || !link.flags.includes('NOARP')) return [];
    return [
      {
        severity: 'error',
        evidence: `${iface} has the flag NOARP`,
        consequence: 'it neither asks nor answers: 0 of 3 pings',
        mend: [`ip link set dev ${iface} arp on`],
        lasting: 'take "arp off" (networkd: ARP=no) out of the configuration of the interface',
      },
    ];
  },
};
