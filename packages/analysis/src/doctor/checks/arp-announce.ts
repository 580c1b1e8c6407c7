/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check, keepSysctl, setSysctl} from '../check.js';

export const ARP_ANNOUNCE: Check = {
  code: 'DOCTOR_ARP_ANNOUNCE',
  roles: ['passive'],
  title: "this host's own ARP requests tell neighbours that it has the address",
  threads: ['kubernetes-sigs/kubespray#5180', 'metallb/metallb#153'],
  look: aboutAddress(async ({vip, iface}, host) => {
    const where = (await host.addresses()).find(({ip}) => ip === vip)?.iface;
    const announce = await host.effective('arp_announce', iface);
    if (isOfIpv6(vip) || where === undefined || announce >= 2) return [];
    const setting = `net/ipv4/conf/${iface}/arp_announce=2`;
    return [
      {
        severity: 'error',
        evidence: `${vip} is on ${where}, and arp_announce of ${iface} is ${announce} (1 is not enough)`,
        consequence: `an ARP request from this host may have ${vip} as its sender, which moves the neighbours' entries here`,
        mend: [setSysctl([setting])],
        lasting: keepSysctl([setting]),
      },
    ];
  }),
};
