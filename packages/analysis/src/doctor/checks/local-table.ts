/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {type AddressSubject, aboutAddress, type Check} from '../check.js';
import type {Host} from '../host/host.js';

export const LOCAL_TABLE: Check = {
  code: 'DOCTOR_LOCAL_TABLE',
  roles: ['active'],
  title: 'the kernel does not treat the address as local',
  look: aboutAddress(async (subject, host) => {
    const {vip, iface} = subject;
    const own = (await host.addresses()).find(each => each.ip === vip && each.iface === iface);
    if (own === undefined || own.isTentative || own.isDadFailed) return [];
    const answer = await host.routeTo(vip, await vrfWords(subject, host));
    const isLocal = 'route' in answer && answer.route.type === 'local';
    // A broadcast address has a check of its own.
    if (isLocal || ('route' in answer && answer.route.type === 'broadcast')) return [];
    const six = isOfIpv6(vip) ? '-6 ' : '';
    const rules = await host.rules(isOfIpv6(vip) ? 'ipv6' : 'ipv4');
    const isLookedUp = rules.some(({table}) => table === 'local');
    const mend = isLookedUp
      ? [
          `ip ${six}addr del ${vip}/${own.prefixLength} dev ${iface}`,
          `ip ${six}addr add ${vip}/${own.prefixLength} dev ${iface}`,
        ]
      : [`ip ${six}rule add pref 0 lookup local`];
    return [
      {
        severity: 'error',
        evidence: `${vip} is on ${iface}, but ip route get ${vip} does not say "local"${isLookedUp ? '' : ': no rule looks up the table local'}`,
        consequence: 'neither ARP requests nor pings are answered',
        mend,
        lasting: 'find out what deleted the entry in the table local, or the rule',
      },
    ];
  }),
};

/** In a VRF the lookup has to begin there. */
async function vrfWords({iface}: AddressSubject, host: Host): Promise<string[]> {
  const master = (await host.link(iface))?.master;
  const isVrf = master !== undefined && (await host.link(master))?.kind === 'vrf';
  return isVrf ? ['vrf', master] : [];
}
