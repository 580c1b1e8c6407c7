/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {type Check, keepSysctl, ofAddress, setSysctl} from '../check.js';

export const V6_DISABLED: Check = {
  code: 'DOCTOR_V6_DISABLED',
  roles: ['passive'],
  title: 'IPv6 is switched off on the interface',
  look: ofAddress(async ({vip, iface}, host) => {
    if (!isOfIpv6(vip) || (await host.own('disable_ipv6', iface, 'ipv6')) !== 1) return [];
    const setting = `net/ipv6/conf/${iface}/disable_ipv6=0`;
    return [
      {
        severity: 'error',
        evidence: `disable_ipv6 of ${iface} is 1`,
        consequence: 'the address cannot be added here: a takeover leaves it nowhere',
        mend: [setSysctl([setting])],
        lasting: `${keepSysctl([setting])}, and add the interface's own addresses anew; accept_dad=2 sets it when another has the same MAC`,
      },
    ];
  }),
};
