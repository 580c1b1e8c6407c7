/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check} from '../check.js';

export const V6_DADFAILED: Check = {
  code: 'DOCTOR_V6_DADFAILED',
  roles: ['active', 'passive'],
  title: 'duplicate address detection failed, and the address is not used',
  threads: ['kube-vip/kube-vip#523', 'ClusterLabs/resource-agents#180'],
  look: aboutAddress(async ({vip, iface}, host) => {
    const own = (await host.addresses()).find(each => each.ip === vip && each.iface === iface);
    if (!isOfIpv6(vip) || own?.isDadFailed !== true) return [];
    const address = `${vip}/${own.prefixLength} dev ${iface}`;
    return [
      {
        severity: 'error',
        evidence: `${vip} on ${iface} is dadfailed`,
        consequence:
          'it stays that way, and answers nothing even after the other node has released the address: 0 of 3 pings',
        mend: [`ip -6 addr del ${address}`, `ip -6 addr add ${address} nodad`],
        lasting: 'add the address with nodad (as keepalived does), after the other node has removed it',
      },
    ];
  }),
};
