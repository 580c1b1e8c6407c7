/**
 * @module
 */

import type {Check} from '../check.js';
import {managersOf} from '../daemons.js';

/** capabilities(7). CAP_NET_BROADCAST is not needed. */
const NEEDED = [
  {name: 'CAP_NET_ADMIN', bit: 12n},
  {name: 'CAP_NET_RAW', bit: 13n},
];

export const CAPS: Check = {
  code: 'DOCTOR_CAPS',
  roles: ['active', 'passive'],
  title: 'the daemon lacks a capability',
  threads: ['acassen/keepalived#801'],
  look: async (_, host) => {
    const processes = (await managersOf(host))
      .filter(({name}) => name === 'keepalived' || name === 'ucarp')
      .flatMap(each => each.processes);
    for (const {pid, name, capabilities} of processes) {
      const missing = NEEDED.filter(
        ({bit}) => capabilities !== undefined && ((capabilities >> bit) & 1n) === 0n,
      ).map(each => each.name);
      if (missing.length === 0) continue;
      return [
        {
          severity: 'error',
          evidence: `${name} (process ${pid}) lacks ${missing.join(' and ')}`,
          consequence: missing.includes('CAP_NET_ADMIN')
            ? 'it becomes master on the wire but cannot add the address: no node has it'
            : 'it cannot send or receive advertisements',
          mend: [],
          lasting: `give it ${missing.join(' and ')} (systemd: CapabilityBoundingSet, AmbientCapabilities; docker: --cap-add)`,
        },
      ];
    }
    return [];
  },
};
