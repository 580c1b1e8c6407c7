/**
 * @module
 */

import type {Check} from '../check.js';

export const DUPLICATE_MAC: Check = {
  code: 'DOCTOR_DUPLICATE_MAC',
  roles: ['active', 'passive'],
  title: 'another machine on the link appears to have the same MAC',
  look: async ({iface}, host) => {
    const own = (await host.addresses()).find(
      ({iface: whose, scope, isDadFailed}) => whose === iface && scope === 'link' && isDadFailed,
    );
    if (own === undefined) return [];
    return [
      {
        severity: 'error',
        evidence: `${own.ip}, derived from the MAC of ${iface}, is dadfailed`,
        consequence:
          'the switch forwards to the machine that sent last: while the other is sending, 2 of 20 pings are answered',
        mend: [],
        lasting: 'give one of them another MAC; the usual cause is a cloned virtual machine',
      },
    ];
  },
};
