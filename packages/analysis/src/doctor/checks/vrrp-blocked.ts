/**
 * @module
 */

import {isIpv4, isIpv6, isOfIpv6, parseIp, VRRP_GROUP, VRRP_GROUP_IPV6} from '@vip/arp';
import {aboutAddress, type Check} from '../check.js';
import {instancesOf, managersOf} from '../daemons.js';
import {fateComing, fateLeaving} from '../firewall/evaluate.js';
import {symptomsOf} from '../firewall/judgement.js';
import {advertIn, advertOut} from '../firewall/packets.js';

export const VRRP_BLOCKED: Check = {
  code: 'DOCTOR_VRRP_BLOCKED',
  roles: ['active', 'passive'],
  title: 'a firewall drops VRRP advertisements',
  threads: ['acassen/keepalived#821', 'acassen/keepalived#2643'],
  look: aboutAddress(async ({vip, iface}, host) => {
    const keepalived = (await managersOf(host)).filter(({name}) => name === 'keepalived');
    const [instance] = keepalived.flatMap(manager => instancesOf(manager, vip));
    const ruleset = await host.ruleset();
    const own = (await host.addresses()).find(
      each => each.iface === iface && each.ip !== vip && isOfIpv6(each.ip) === isOfIpv6(vip),
    )?.ip;
    const named = instance?.group ?? '';
    const usual = isOfIpv6(vip) ? VRRP_GROUP_IPV6 : VRRP_GROUP;
    const group = isIpv4(named) || isIpv6(named) ? parseIp(named) : usual;
    const isUnicast = instance?.unicast === true;
    const question = {
      severity: keepalived.length === 0 ? ('warning' as const) : ('error' as const),
      consequence: 'each node assumes the other is dead: both own the address, with two MACs',
      accept: `${isOfIpv6(vip) ? 'ip6 nexthdr' : 'ip protocol'} vrrp accept`,
    };
    const incoming = advertIn(iface, isUnicast && own !== undefined ? own : group);
    // The destination of a unicast advertisement depends on the peer's configuration as well as on ours.
    const {fields: _, ...outgoing} = advertOut(iface, group, own);
    const leaving = isUnicast ? {...outgoing, fields: {}} : advertOut(iface, group, own);
    return [
      ...symptomsOf(fateComing(ruleset, incoming, iface), {
        ...question,
        what: `an advertisement (protocol 112) at ${iface}`,
      }),
      ...symptomsOf(fateLeaving(ruleset, leaving, iface), {
        ...question,
        what: `this host's advertisement (protocol 112) at ${iface}`,
      }),
    ];
  }),
};
