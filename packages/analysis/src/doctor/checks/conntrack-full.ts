/**
 * @module
 */

import {type Check, keepSysctl, setSysctl} from '../check.js';

/** Fraction of the table's size. Chosen, not measured. */
const NEARLY_FULL = 0.95;

export const CONNTRACK_FULL: Check = {
  code: 'DOCTOR_CONNTRACK_FULL',
  roles: ['active'],
  title: 'the connection tracking table is full',
  look: async (_, host) => {
    const count = await host.sysctl('net/netfilter/nf_conntrack_count');
    const max = await host.sysctl('net/netfilter/nf_conntrack_max');
    if (count === undefined || max === undefined || max === 0 || count < max * NEARLY_FULL) return [];
    const setting = `net/netfilter/nf_conntrack_max=${max * 2}`;
    return [
      {
        severity: 'error',
        evidence: `nf_conntrack_count is ${count} of ${max}`,
        consequence:
          'new connections and pings are dropped ("nf_conntrack: table full" in the kernel\'s log)',
        mend: [setSysctl([setting])],
        lasting: keepSysctl([setting]),
      },
    ];
  },
};
