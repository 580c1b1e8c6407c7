/**
 * From public threads, not measured here.
 *
 * @module
 */

import type {Check} from '../check.js';
import {managersOf} from '../daemons.js';

export const NETWORK_MANAGER: Check = {
  code: 'DOCTOR_NETWORKMANAGER',
  roles: ['active', 'passive'],
  title: 'NetworkManager manages the interface as well',
  threads: ['acassen/keepalived#2564'],
  look: async ({iface}, host) => {
    const index = (await host.link(iface))?.index;
    const state = (await host.text(`/run/NetworkManager/devices/${index}`)) ?? '';
    if (!/^managed=true$/m.test(state) || (await managersOf(host)).length === 0) return [];
    return [
      {
        severity: 'warning',
        evidence: `/run/NetworkManager/devices/${index} says managed=true`,
        consequence: 'when it reactivates the connection, it removes addresses it did not add',
        mend: [`nmcli device set ${iface} managed no`],
        lasting: `unmanaged-devices=interface-name:${iface} in /etc/NetworkManager/conf.d/60-vip.conf, above all for the interface of a virtual MAC`,
      },
    ];
  },
};
