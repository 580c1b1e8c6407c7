/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check} from '../check.js';
import {proxiedAddresses} from '../host/proxies.js';

export const PROXY_NDP: Check = {
  code: 'DOCTOR_PROXY_NDP',
  roles: ['passive'],
  title: 'this host answers neighbour solicitations for the address as a proxy',
  look: aboutAddress(async ({vip, iface}, host) => {
    if (!isOfIpv6(vip) || (await host.addresses()).some(({ip}) => ip === vip)) return [];
    const entry = (await proxiedAddresses(host, 'ipv6')).find(
      each => each.ip === vip && each.iface === iface,
    );
    if (entry === undefined || (await host.own('forwarding', iface, 'ipv6')) !== 1) return [];
    if ((await host.effective('proxy_ndp', iface, 'ipv6')) === 0) return [];
    return [
      {
        severity: 'error',
        evidence: `ip -6 neigh show proxy lists ${vip} on ${entry.iface}; proxy_ndp and forwarding of ${iface} are on`,
        consequence: 'this host answers when the owner is gone',
        mend: [`ip -6 neigh del proxy ${vip} dev ${entry.iface}`],
        lasting: 'remove the entry from whatever adds it at boot (ndppd, a script)',
      },
    ];
  }),
};
