/**
 * @module
 */

import {type Check, ofAddress} from '../check.js';
import {farAddress} from '../clients.js';

export const NO_ROUTE_BACK: Check = {
  code: 'DOCTOR_NO_ROUTE_BACK',
  roles: ['active'],
  title: 'there is no route to clients beyond the link',
  look: ofAddress(async ({vip, client, iface}, host) => {
    const to = client ?? farAddress(vip);
    const answer = await host.routeTo(to);
    if (!('refused' in answer)) return [];
    return [
      {
        severity: client === undefined ? 'note' : 'error',
        evidence: `ip route get ${to}: ${answer.refused}`,
        consequence: `clients ${client === undefined ? 'beyond a router' : `at ${client}`} get no answer, those on the link do`,
        mend: [],
        lasting: `add a default route: ip route add default via GATEWAY dev ${iface}`,
      },
    ];
  }),
};
