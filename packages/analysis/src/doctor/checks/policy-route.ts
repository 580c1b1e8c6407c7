/**
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {type Check, ofAddress} from '../check.js';
import {clientsOf} from '../clients.js';

export const POLICY_ROUTE: Check = {
  code: 'DOCTOR_POLICY_ROUTE',
  roles: ['active'],
  title: 'a routing rule discards traffic from the address',
  look: ofAddress(async (subject, host) => {
    const {vip} = subject;
    for (const client of await clientsOf(subject, host)) {
      const plain = await host.routeTo(client);
      const from = await host.routeTo(client, ['from', vip]);
      if ('refused' in plain || !('refused' in from)) continue;
      const rules = (await host.rules(vip.includes(':') ? 'ipv6' : 'ipv4')).filter(isAbout(vip));
      return [
        {
          severity: 'error',
          evidence: `ip route get ${client} from ${vip}: ${from.refused}; without "from", there is a route`,
          consequence: `no answer from ${vip} leaves this host: 0 of 3 pings`,
          mend: rules.map(({priority}) => `ip rule del priority ${priority}`),
          lasting: 'check ip rule, and the table that the rule points to',
        },
      ];
    }
    return [];
  }),
};

function isAbout(vip: IpAddress) {
  return ({src, priority}: {readonly src?: unknown; readonly priority?: unknown}) =>
    priority !== 0 && src === vip;
}
