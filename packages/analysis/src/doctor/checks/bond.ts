/**
 * @module
 */

import type {Check} from '../check.js';
import {asNumber, asText} from '../json.js';

export const BOND: Check = {
  code: 'DOCTOR_BOND',
  roles: ['active', 'passive'],
  title: 'the bond does not detect a dead cable, or does not announce the change',
  threads: ['acassen/keepalived#2298'],
  look: async ({iface}, host) => {
    const link = await host.link(iface);
    if (link?.kind !== 'bond' || asText(link.data.mode) !== 'active-backup') return [];
    const number = (key: string) => asNumber(link.data[key]) ?? 0;
    if (number('miimon') === 0 && number('arp_interval') === 0) {
      return [
        {
          severity: 'error',
          evidence: `${iface} is active-backup with miimon 0 and arp_interval 0`,
          consequence: 'it does not monitor its links: dark for as long as the active one is dead',
          mend: [`ip link set dev ${iface} type bond miimon 100`],
          lasting: 'set MIIMonitorSec=100ms (networkd), bond-miimon 100 (ifupdown)',
        },
      ];
    }
    if (asNumber(link.data.num_peer_notif) !== 0) return [];
    return [
      {
        severity: 'warning',
        evidence: `${iface} is active-backup with num_peer_notif 0`,
        consequence:
          'it changes links without announcing it: dark until it sends something (1.2 s measured, longer if idle)',
        mend: [`ip link set dev ${iface} type bond num_grat_arp 1`],
        lasting: 'set GratuitousARP=1 (networkd), bond-num-grat-arp 1 (ifupdown)',
      },
    ];
  },
};
