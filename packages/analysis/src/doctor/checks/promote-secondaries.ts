/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check, keepSysctl, setSysctl} from '../check.js';

export const PROMOTE_SECONDARIES: Check = {
  code: 'DOCTOR_PROMOTE_SECONDARIES',
  roles: ['active'],
  title: 'the address is removed along with the first one of the interface',
  look: aboutAddress(async ({vip, iface}, host) => {
    const own = (await host.addresses()).find(each => each.ip === vip && each.iface === iface);
    if (isOfIpv6(vip) || own?.isSecondary !== true) return [];
    if ((await host.effective('promote_secondaries', iface)) !== 0) return [];
    const setting = `net/ipv4/conf/${iface}/promote_secondaries=1`;
    return [
      {
        severity: 'warning',
        evidence: `${vip} is a secondary address of ${iface}, and promote_secondaries is 0`,
        consequence: 'when the first address of its network is removed, so is this one',
        mend: [setSysctl([setting])],
        lasting: keepSysctl([setting]),
      },
    ];
  }),
};
