/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check} from '../check.js';
import {fateComing, fateLeaving} from '../firewall/evaluate.js';
import {symptomsOf} from '../firewall/judgement.js';
import {advertisementOut, solicitationIn} from '../firewall/packets.js';

export const ND_BLOCKED: Check = {
  code: 'DOCTOR_ND_BLOCKED',
  roles: ['active', 'passive'],
  title: 'a firewall drops neighbour discovery',
  look: aboutAddress(async ({vip, iface}, host) => {
    if (!isOfIpv6(vip)) return [];
    const ruleset = await host.ruleset();
    const question = {
      severity: 'error' as const,
      consequence: 'no client is answered: 0 of 3 pings',
      accept: 'icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept',
    };
    return [
      ...symptomsOf(fateComing(ruleset, solicitationIn(vip, iface), iface), {
        ...question,
        what: `a neighbour solicitation for ${vip} at ${iface}`,
      }),
      ...symptomsOf(fateLeaving(ruleset, advertisementOut(vip, iface), iface), {
        ...question,
        what: `the neighbour advertisement of ${vip} at ${iface}`,
      }),
    ];
  }),
};
