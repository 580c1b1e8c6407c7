/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check, setSysctl} from '../check.js';
import {isInSubnet} from '../network.js';

export const VIP_PRIMARY: Check = {
  code: 'DOCTOR_VIP_PRIMARY',
  roles: ['active'],
  title: 'the address is the first of its network, and the host uses it as its source',
  look: aboutAddress(async ({vip, iface}, host) => {
    const all = (await host.addresses()).filter(each => each.iface === iface && !isOfIpv6(each.ip));
    const own = all.find(({ip}) => ip === vip);
    if (isOfIpv6(vip) || own === undefined || own.isSecondary) return [];
    const other = all.find(
      ({ip, prefixLength, isSecondary}) =>
        isSecondary && prefixLength === own.prefixLength && isInSubnet(ip, vip, own.prefixLength),
    );
    if (other === undefined) return [];
    // Without it, the host's own address would be removed along with the primary one.
    const isPromoted = (await host.effective('promote_secondaries', iface)) !== 0;
    const promotion = isPromoted ? [] : [setSysctl([`net/ipv4/conf/${iface}/promote_secondaries=1`])];
    return [
      {
        severity: 'warning',
        evidence: `${vip} on ${iface} is primary, and ${other.ip}/${other.prefixLength} of the same network is secondary`,
        consequence: `connections opened by this host have the source ${vip}, and hang when it moves`,
        mend: [
          ...promotion,
          `ip addr del ${vip}/${own.prefixLength} dev ${iface}`,
          `ip addr add ${vip}/${own.prefixLength} dev ${iface}`,
        ],
        lasting: `add ${other.ip} before ${vip}: the host's own address belongs to the interface's configuration`,
      },
    ];
  }),
};
