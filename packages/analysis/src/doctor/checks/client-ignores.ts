/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check, keepSysctl, setSysctl} from '../check.js';

export const CLIENT_IGNORES: Check = {
  code: 'DOCTOR_CLIENT_IGNORES',
  roles: ['client'],
  title: 'this host ignores announcements',
  look: aboutAddress(async ({vip, iface}, host) => {
    const isV6 = isOfIpv6(vip);
    const key = isV6 ? 'drop_unsolicited_na' : 'drop_gratuitous_arp';
    const value = isV6 ? await host.own(key, iface, 'ipv6') : await host.effective(key, iface);
    if (value !== 1) return [];
    const family = isV6 ? 'ipv6' : 'ipv4';
    // IPv6 uses the interface's own value, IPv4 the greater of the two.
    const settings = (isV6 ? [iface] : ['all', iface]).map(whose => `net/${family}/conf/${whose}/${key}=0`);
    return [
      {
        severity: 'error',
        evidence: `${key} of ${iface} is 1`,
        consequence: 'after a takeover, it keeps the old MAC until the entry expires: 0 of 5 pings',
        mend: [setSysctl(settings)],
        lasting: keepSysctl(settings),
      },
    ];
  }),
};
