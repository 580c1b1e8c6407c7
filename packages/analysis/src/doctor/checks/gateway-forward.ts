/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check, keepSysctl, setSysctl} from '../check.js';

export const GATEWAY_FORWARD: Check = {
  code: 'DOCTOR_GATEWAY_FORWARD',
  roles: ['active'],
  title: 'the host forwards, but not packets that arrive on this interface',
  look: aboutAddress(async ({vip, iface, isGateway}, host) => {
    const family = isOfIpv6(vip) ? 'ipv6' : 'ipv4';
    const all = await host.sysctl(family === 'ipv4' ? 'net/ipv4/ip_forward' : 'net/ipv6/conf/all/forwarding');
    const own = await host.own('forwarding', iface, family);
    if (own !== 0 || (all !== 1 && isGateway !== true)) return [];
    const setting = `net/${family}/conf/${iface}/forwarding=1`;
    return [
      {
        severity: isGateway === true ? 'error' : 'warning',
        evidence: `forwarding of ${iface} is 0${all === 1 ? ', the host-wide one is 1' : ''}`,
        consequence: `${vip} answers, but forwards nothing to other networks`,
        mend: [setSysctl([setting])],
        lasting: keepSysctl([setting]),
      },
    ];
  }),
};
