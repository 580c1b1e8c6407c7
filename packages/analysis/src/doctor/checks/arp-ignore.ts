/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check, keepSysctl, setSysctl} from '../check.js';
import type {OwnAddress} from '../host/address.js';
import {isInSubnet} from '../network.js';

/** arp_ignore: 1 answers for addresses of the interface, 2 only to senders in the same subnet, 3 not for scope host, 8 never. */
export const ARP_IGNORE: Check = {
  code: 'DOCTOR_ARP_IGNORE',
  roles: ['active'],
  title: 'arp_ignore keeps the owner from answering for the address',
  look: aboutAddress(async ({vip, iface, client}, host) => {
    if (isOfIpv6(vip)) return [];
    const ignore = await host.effective('arp_ignore', iface);
    const all = await host.addresses();
    const held = all.filter(({ip}) => ip === vip);
    const isThere = held.some(({iface: whose}) => whose === iface);
    const isSilent =
      ignore === 8 ||
      ((ignore === 1 || ignore === 2) && !isThere) ||
      (ignore === 3 && held.length > 0 && held.every(({scope}) => scope === 'host')) ||
      (ignore === 2 && !all.some(own => own.iface === iface && admits(own, vip, client)));
    if (!isSilent) return [];
    const settings = [`net/ipv4/conf/all/arp_ignore=0`, `net/ipv4/conf/${iface}/arp_ignore=0`];
    return [
      {
        severity: 'error',
        evidence: `arp_ignore of ${iface} is ${ignore}${isThere ? '' : `, and ${vip} is not on ${iface}`}${ignore === 3 ? `, and ${vip} has the scope host` : ''}`,
        consequence: `ARP requests for ${vip} are not answered: 0 of 3 pings`,
        mend: [setSysctl(settings)],
        lasting: `${keepSysctl(settings)}; with arp_ignore 1 or 2, the address must be on ${iface} with the prefix of its network`,
      },
    ];
  }),
};

/** Whether senders in the subnet get an answer. An address with its full prefix length has no subnet. */
function admits({ip, prefixLength}: OwnAddress, vip: string, client: string | undefined): boolean {
  return (
    prefixLength < 32 &&
    isInSubnet(vip, ip, prefixLength) &&
    (client === undefined || isInSubnet(client, ip, prefixLength))
  );
}
