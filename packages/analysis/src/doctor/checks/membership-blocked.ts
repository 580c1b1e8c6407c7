/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check} from '../check.js';
import {fateLeaving} from '../firewall/evaluate.js';
import {symptomsOf} from '../firewall/judgement.js';
import {membershipReport} from '../firewall/packets.js';

export const MEMBERSHIP_BLOCKED: Check = {
  code: 'DOCTOR_MEMBERSHIP_BLOCKED',
  roles: ['active', 'passive'],
  title: 'a firewall drops the reports that keep this host in its multicast groups',
  look: aboutAddress(async ({vip, iface}, host) => {
    const isV6 = isOfIpv6(vip);
    const fate = fateLeaving(await host.ruleset(), membershipReport(isV6 ? 'ip6' : 'ip', iface), iface);
    return symptomsOf(fate, {
      what: `${isV6 ? 'an MLD' : 'an IGMP'} report at ${iface}`,
      severity: isV6 ? 'warning' : 'note',
      consequence: isV6
        ? `behind a snooping switch with a querier, solicitations for ${vip} do not arrive: 0 of 3 pings`
        : 'behind a snooping switch with a querier, groups outside 224.0.0.0/24 are lost (224.0.0.18 passes)',
      accept: isV6 ? 'icmpv6 type { 131, 132, 143 } accept' : 'ip protocol igmp accept',
    });
  }),
};
