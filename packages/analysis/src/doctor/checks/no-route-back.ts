/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check} from '../check.js';
import {farAddress} from '../clients.js';

export const NO_ROUTE_BACK: Check = {
  code: 'DOCTOR_NO_ROUTE_BACK',
  roles: ['active'],
  title: 'there is no route to clients beyond the link',
  look: aboutAddress(async ({vip, client, iface}, host) => {
    const to = client ?? farAddress(vip);
    const answer = await host.routeTo(to);
    // Policy routing may have a route for packets from this address only.
    if (!('refused' in answer) || 'route' in (await host.routeTo(to, ['from', vip]))) return [];
    return [
      {
        severity: client === undefined ? 'note' : 'error',
        evidence: `ip route get ${to}: ${answer.refused}`,
        consequence: `clients ${client === undefined ? 'beyond a router' : `at ${client}`} get no answer, while those on the link do`,
        mend: [],
        lasting: `add a default route: ip ${isOfIpv6(vip) ? '-6 ' : ''}route add default via GATEWAY dev ${iface}`,
      },
    ];
  }),
};
