/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check, keepSysctl, setSysctl} from '../check.js';
import {managersOf} from '../daemons.js';

export const V6_NO_NOTIFY: Check = {
  code: 'DOCTOR_V6_NO_NOTIFY',
  roles: ['passive'],
  title: 'nothing would announce the address',
  look: aboutAddress(async ({vip, iface}, host) => {
    if (!isOfIpv6(vip) || (await host.effective('ndisc_notify', iface, 'ipv6')) !== 0) return [];
    if ((await managersOf(host)).length > 0) return [];
    const setting = `net/ipv6/conf/${iface}/ndisc_notify=1`;
    return [
      {
        severity: 'note',
        evidence: `ndisc_notify of ${iface} is 0, and no program that manages addresses is running here`,
        consequence: `${vip} must be announced explicitly when it is added: otherwise neighbours keep the old MAC (0 of 5 pings)`,
        mend: [setSysctl([setting])],
        lasting: `${keepSysctl([setting])}; it has no effect on an address added with nodad. Or: vip garp --iface ${iface} --ip ${vip}`,
      },
    ];
  }),
};
