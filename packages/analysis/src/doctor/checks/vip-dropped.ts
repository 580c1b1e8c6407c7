/**
 * @module
 */

import {type IpAddress, isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check} from '../check.js';
import {fateComing, fateLeaving} from '../firewall/evaluate.js';
import {symptomsOf} from '../firewall/judgement.js';
import {echoFrom, echoTo} from '../firewall/packets.js';

export const VIP_DROPPED: Check = {
  code: 'DOCTOR_VIP_DROPPED',
  roles: ['active'],
  title: "a firewall drops packets to or from the address, but not those of the host's own",
  threads: ['acassen/keepalived#474', 'acassen/keepalived#2319'],
  look: aboutAddress(async ({vip, iface}, host) => {
    const ruleset = await host.ruleset();
    const own = (await host.addresses()).find(
      each =>
        each.iface === iface &&
        each.ip !== vip &&
        each.scope === 'global' &&
        isOfIpv6(each.ip) === isOfIpv6(vip),
    );
    const header = isOfIpv6(vip) ? 'ip6' : 'ip';
    const ways = [
      {way: 'to', field: 'daddr', fateOf: (ip: IpAddress) => fateComing(ruleset, echoTo(ip, iface), iface)},
      {
        way: 'from',
        field: 'saddr',
        fateOf: (ip: IpAddress) => fateLeaving(ruleset, echoFrom(ip, iface), iface),
      },
    ] as const;
    return ways.flatMap(({way, field, fateOf}) => {
      // A host that answers no pings at all may be configured that way deliberately.
      if (own !== undefined && fateOf(own.ip).fate === 'dropped') return [];
      const fate = fateOf(vip);
      return symptomsOf(fate, {
        what: `a packet ${way} ${vip} at ${iface}`,
        severity: 'error',
        consequence: 'only ARP is answered: 0 of 3 pings, TCP times out',
        accept: `${header} ${field} ${vip} accept`,
      }).map(symptom =>
        fate.rule?.table === 'keepalived'
          ? {...symptom, lasting: 'remove vrrp_strict from keepalived.conf, or add accept to the instance'}
          : symptom,
      );
    });
  }),
};
