/**
 * @module
 */

import {aboutAddress, type Check} from '../check.js';

export const VIP_BROADCAST: Check = {
  code: 'DOCTOR_VIP_BROADCAST',
  roles: ['active', 'client'],
  title: 'a wrong mask makes the address a broadcast address',
  threads: ['acassen/keepalived#2522'],
  look: aboutAddress(async ({vip, role}, host) => {
    const culprit = (await host.addresses()).find(({broadcast, ip}) => broadcast === vip && ip !== vip);
    if (culprit === undefined) return [];
    const {ip, prefixLength, iface} = culprit;
    return [
      {
        severity: 'error',
        evidence: `${vip} is the broadcast address of ${ip}/${prefixLength} on ${iface}`,
        consequence:
          role === 'active'
            ? 'the kernel does not answer for it: 0 of 3 pings'
            : `this host does not send unicast packets to ${vip}; connect() fails with ENETUNREACH`,
        mend: [],
        lasting: `give ${ip} the mask of its network: ip addr del ${ip}/${prefixLength} dev ${iface}, then add it with the correct length`,
      },
    ];
  }),
};
