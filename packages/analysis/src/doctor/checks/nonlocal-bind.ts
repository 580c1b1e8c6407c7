/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check, keepSysctl, setSysctl} from '../check.js';

export const NONLOCAL_BIND: Check = {
  code: 'DOCTOR_NONLOCAL_BIND',
  roles: ['active', 'passive'],
  title: 'a service that binds to the address cannot start where the address is missing',
  threads: ['rcbops/rpc-openstack#3019'],
  look: aboutAddress(async ({vip, role}, host) => {
    const setting = `net/${isOfIpv6(vip) ? 'ipv6' : 'ipv4'}/ip_nonlocal_bind`;
    if ((await host.sysctl(setting)) !== 0) return [];
    const bound = (await host.listeners()).filter(({address}) => address === vip);
    if (bound.length === 0 && role === 'active') return [];
    const ports = bound.map(({port}) => port).join(', ');
    return [
      {
        severity: bound.length > 0 ? 'warning' : 'note',
        evidence: `ip_nonlocal_bind is 0${bound.length > 0 ? `, and port ${ports} is bound to ${vip}` : ''}`,
        consequence: `a service bound to ${vip} does not start on the passive node (EADDRNOTAVAIL); after a failover, pings are answered but connections are refused`,
        mend: [setSysctl([`${setting}=1`])],
        lasting: keepSysctl([`${setting}=1`]),
      },
    ];
  }),
};
