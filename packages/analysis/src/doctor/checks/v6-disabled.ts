/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check, keepSysctl, setSysctl} from '../check.js';

export const V6_DISABLED: Check = {
  code: 'DOCTOR_V6_DISABLED',
  roles: ['passive'],
  title: 'IPv6 is disabled on the interface',
  look: aboutAddress(async ({vip, iface}, host) => {
    if (!isOfIpv6(vip) || (await host.own('disable_ipv6', iface, 'ipv6')) !== 1) return [];
    const setting = `net/ipv6/conf/${iface}/disable_ipv6=0`;
    return [
      {
        severity: 'error',
        evidence: `disable_ipv6 of ${iface} is 1`,
        consequence: 'the address cannot be added here: after a takeover no node has it',
        mend: [setSysctl([setting])],
        lasting: `${keepSysctl([setting])}, and add the interface's own addresses again; with accept_dad=2, the kernel sets it if another machine has the same MAC`,
      },
    ];
  }),
};
