/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {
  type AddressSubject,
  aboutAddress,
  type Check,
  keepSysctl,
  type Symptom,
  setSysctl,
} from '../check.js';
import type {Host} from '../host/host.js';
import {proxiedAddresses} from '../host/proxies.js';

export const PROXY_ARP: Check = {
  code: 'DOCTOR_PROXY_ARP',
  roles: ['passive'],
  title: 'this host answers ARP for the address as a proxy',
  threads: ['acassen/keepalived#1507'],
  look: aboutAddress(async (subject, host) => {
    const {vip, iface} = subject;
    if (isOfIpv6(vip) || (await host.addresses()).some(({ip}) => ip === vip)) return [];
    if ((await host.own('forwarding', iface)) !== 1) return [];
    const answer = await host.routeTo(vip);
    if ('refused' in answer) return [];
    const isElsewhere = answer.route.dev !== iface;
    return [
      ...(await bySetting('proxy_arp', isElsewhere, subject, host)),
      ...(await bySetting('proxy_arp_pvlan', true, subject, host)),
      ...(await byEntry(isElsewhere, subject, host)),
    ];
  }),
};

const BOTH_ANSWER = 'while there is an owner, both answer; when there is none, only this host does';

async function bySetting(
  key: string,
  isRouted: boolean,
  {vip, iface}: AddressSubject,
  host: Host,
): Promise<Symptom[]> {
  if (!isRouted || (await host.effective(key, iface)) === 0) return [];
  // The kernel uses the greater of the two, so both must be cleared.
  const settings = [`net/ipv4/conf/all/${key}=0`, `net/ipv4/conf/${iface}/${key}=0`];
  return [
    {
      severity: 'error',
      evidence: `${key} and forwarding of ${iface} are on, and there is a route to ${vip}`,
      consequence: BOTH_ANSWER,
      mend: [setSysctl(settings)],
      lasting: keepSysctl(settings),
    },
  ];
}

async function byEntry(isElsewhere: boolean, {vip, iface}: AddressSubject, host: Host): Promise<Symptom[]> {
  const entry = (await proxiedAddresses(host, 'ipv4')).find(each => each.ip === vip && each.iface === iface);
  if (!isElsewhere || entry === undefined) return [];
  return [
    {
      severity: 'error',
      evidence: `ip neigh show proxy lists ${vip} on ${entry.iface}`,
      consequence: BOTH_ANSWER,
      mend: [`ip neigh del proxy ${vip} dev ${entry.iface}`],
      lasting: 'remove the entry from whatever adds it at boot',
    },
  ];
}
