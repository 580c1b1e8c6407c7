/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {type Check, keepSysctl, ofAddress, setSysctl} from '../check.js';
import {textOf} from '../json.js';
import {isInDestination} from '../network.js';

export const ARP_FILTER: Check = {
  code: 'DOCTOR_ARP_FILTER',
  roles: ['active'],
  title: 'arp_filter answers only clients whose route leaves through the same interface',
  look: ofAddress(async ({vip, iface}, host) => {
    if (isOfIpv6(vip) || (await host.effective('arp_filter', iface)) === 0) return [];
    const other = (await host.routes('ipv4')).find(
      ({dst, dev, table, type}) =>
        (table === undefined || table === 'main') &&
        (type === undefined || type === 'unicast') &&
        dst !== 'default' &&
        isInDestination(vip, textOf(dst)) &&
        textOf(dev) !== '' &&
        dev !== iface,
    );
    if (other === undefined) return [];
    const settings = ['net/ipv4/conf/all/arp_filter=0', `net/ipv4/conf/${iface}/arp_filter=0`];
    return [
      {
        severity: 'error',
        evidence: `arp_filter of ${iface} is 1, and the route to ${textOf(other.dst)} leaves through ${textOf(other.dev)}`,
        consequence: `clients behind that route are not answered on ${iface}`,
        mend: [setSysctl(settings)],
        lasting: keepSysctl(settings),
      },
    ];
  }),
};
