/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check, keepSysctl, setSysctl} from '../check.js';
import {isForAny} from '../host/listener.js';

export const VRF: Check = {
  code: 'DOCTOR_VRF',
  roles: ['active'],
  title: 'services outside the VRF do not receive what arrives through it',
  look: aboutAddress(async ({vip, iface}, host) => {
    const master = (await host.link(iface))?.master;
    if (master === undefined || (await host.link(master))?.kind !== 'vrf') return [];
    if ((await host.sysctl('net/ipv4/tcp_l3mdev_accept')) !== 0) return [];
    const deaf = (await host.listeners()).filter(
      listener => listener.device === undefined && (listener.address === vip || isOfFamily(listener, vip)),
    );
    if (deaf.length === 0) return [];
    const setting = 'net/ipv4/tcp_l3mdev_accept=1';
    return [
      {
        severity: 'warning',
        evidence: `${iface} is in the VRF ${master}, tcp_l3mdev_accept is 0, and port ${deaf.map(({port}) => port).join(', ')} is not bound to ${master}`,
        consequence: 'pings are answered, but connections are refused',
        mend: [setSysctl([setting])],
        lasting: `${keepSysctl([setting])}, or start the service with ip vrf exec ${master}`,
      },
    ];
  }),
};

function isOfFamily(
  listener: {address: string; port: number; device: string | undefined},
  vip: string,
): boolean {
  return isForAny(listener) && (listener.address !== '0.0.0.0' || !isOfIpv6(vip as never));
}
