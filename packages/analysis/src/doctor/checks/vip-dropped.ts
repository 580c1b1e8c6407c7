/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {type Check, ofAddress} from '../check.js';
import {fateComing} from '../firewall/evaluate.js';
import {symptomsOf} from '../firewall/judgement.js';
import {echoTo} from '../firewall/packets.js';

export const VIP_DROPPED: Check = {
  code: 'DOCTOR_VIP_DROPPED',
  roles: ['active'],
  title: "a firewall drops packets to the address, but accepts those to the host's own",
  threads: ['acassen/keepalived#474', 'acassen/keepalived#2319'],
  look: ofAddress(async ({vip, iface}, host) => {
    const ruleset = await host.ruleset();
    const fate = fateComing(ruleset, echoTo(vip, iface), iface);
    const own = (await host.addresses()).find(
      each =>
        each.iface === iface &&
        each.ip !== vip &&
        each.scope === 'global' &&
        isOfIpv6(each.ip) === isOfIpv6(vip),
    );
    // A host that answers no pings at all may be meant so.
    if (own !== undefined && fateComing(ruleset, echoTo(own.ip, iface), iface).fate === 'dropped') return [];
    return symptomsOf(fate, {
      what: `a packet to ${vip} at ${iface}`,
      severity: 'error',
      consequence: 'only ARP is answered: 0 of 3 pings, TCP times out',
      accept: `${isOfIpv6(vip) ? 'ip6' : 'ip'} daddr ${vip} accept`,
    }).map(symptom =>
      fate.rule?.table === 'keepalived'
        ? {...symptom, lasting: 'remove vrrp_strict from keepalived.conf, or add accept to the instance'}
        : symptom,
    );
  }),
};
