/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check} from '../check.js';
import {asText} from '../json.js';

export const PREFSRC: Check = {
  code: 'DOCTOR_PREFSRC',
  roles: ['active'],
  title: 'a route uses the address as its source, and is lost with it',
  threads: ['acassen/keepalived#1268'],
  look: aboutAddress(async ({vip}, host) => {
    const six = isOfIpv6(vip) ? '-6 ' : '';
    const routes = (await host.routes(isOfIpv6(vip) ? 'ipv6' : 'ipv4')).filter(
      ({prefsrc, protocol}) => prefsrc === vip && protocol !== 'kernel',
    );
    return routes.map(({dst, gateway, dev, table, metric}) => {
      const via = gateway === undefined ? '' : ` via ${asText(gateway)}`;
      const where = [
        ...(table === undefined || table === 'main' ? [] : [` table ${asText(table)}`]),
        ...(typeof metric === 'number' ? [` metric ${metric}`] : []),
      ].join('');
      return {
        severity: 'error' as const,
        evidence: `the route to ${asText(dst)}${via} has src ${vip}`,
        consequence: `when ${vip} leaves this host, the route is removed as well`,
        mend: [
          `ip ${six}route del ${asText(dst)} src ${vip}${where}`,
          `ip ${six}route add ${asText(dst)}${via} dev ${asText(dev)}${where}`,
        ],
        lasting:
          'remove "src" where the route is added, or have the program that manages the address add both',
      };
    });
  }),
};
