/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check} from '../check.js';

export const VIP_EXPIRES: Check = {
  code: 'DOCTOR_VIP_EXPIRES',
  roles: ['active'],
  title: 'the address has a lifetime that ends',
  look: aboutAddress(async ({vip, iface}, host) => {
    const own = (await host.addresses()).find(each => each.ip === vip && each.iface === iface);
    if (own === undefined || own.validS === Number.POSITIVE_INFINITY) return [];
    const six = isOfIpv6(vip) ? '-6 ' : '';
    return [
      {
        severity: 'error',
        evidence: `${vip} on ${iface} is valid for another ${own.validS} s`,
        consequence: 'then it disappears, and no node takes over',
        mend: [
          `ip ${six}addr change ${vip}/${own.prefixLength} dev ${iface} valid_lft forever preferred_lft forever`,
        ],
        lasting: 'find out what added it: a DHCP client, a router advertisement, a script with valid_lft',
      },
    ];
  }),
};
