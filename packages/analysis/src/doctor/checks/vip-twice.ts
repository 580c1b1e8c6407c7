/**
 * @module
 */

import {aboutAddress, type Check} from '../check.js';
import type {OwnAddress} from '../host/address.js';

export const VIP_TWICE: Check = {
  code: 'DOCTOR_VIP_TWICE',
  roles: ['active'],
  title: 'the address is on this host twice',
  threads: ['acassen/keepalived#821'],
  look: aboutAddress(async ({vip}, host) => {
    const where = (await host.addresses()).filter(({ip, iface}) => ip === vip && iface !== 'lo');
    if (where.length < 2) return [];
    return [
      {
        severity: 'error',
        evidence: `${vip} is on this host as ${where.map(place).join(' and ')}`,
        consequence:
          'the program that manages it removes only one of them; the other stays, and both nodes answer',
        mend: strangers(where).map(each => `ip addr del ${place(each).replace(' on ', ' dev ')}`),
        lasting:
          'remove it from the configuration of the interface: only the program that manages it should add it',
      },
    ];
  }),
};

function place({ip, prefixLength, iface}: OwnAddress): string {
  return `${ip}/${prefixLength} on ${iface}`;
}

/** All but the one to keep: the address that keepalived added, if the kernel records that, or else the last. */
function strangers(where: readonly OwnAddress[]): readonly OwnAddress[] {
  const managed = where.find(({protocol}) => protocol === 'keepalived') ?? where.at(-1);
  return where.filter(each => each !== managed);
}
