/**
 * @module
 */

import {portsOf} from '../bridge.js';
import type {Check} from '../check.js';
import {asNumber, asText} from '../json.js';

export const MTU: Check = {
  code: 'DOCTOR_MTU',
  roles: ['switch'],
  title: 'ports of the bridge differ in MTU',
  look: async (subject, host) => {
    const ports = (await portsOf(subject, host)).map(({ifname, mtu}) => ({
      name: asText(ifname),
      mtu: asNumber(mtu) ?? 0,
    }));
    const most = ports.reduce((greatest, {mtu}) => Math.max(greatest, mtu), 0);
    const smaller = ports.filter(({mtu}) => mtu < most);
    if (smaller.length === 0) return [];
    return [
      {
        severity: 'warning',
        evidence: ports.map(({name, mtu}) => `${name} has MTU ${mtu}`).join(', '),
        consequence:
          'packets larger than the smallest MTU are dropped silently: small pings pass, 1450 octets do not',
        mend: smaller.map(({name}) => `ip link set dev ${name} mtu ${most}`),
        lasting: 'set one MTU for all ports of a network, and for everything connected to it',
      },
    ];
  },
};
