/**
 * @module
 */

import type {Check} from '../check.js';
import {hasVirtualMac} from '../host/link.js';
import {asText} from '../json.js';

const EFFECT: Readonly<Record<string, string>> = {
  bridge: 'the host itself, on the parent, cannot reach the address (0 of 3 pings); other hosts can',
  private: 'macvlans on the same parent cannot reach one another: two nodes on one host both own the address',
  vepa: 'macvlans on the same parent reach one another only through a hairpinning switch',
};

export const MACVLAN: Check = {
  code: 'DOCTOR_MACVLAN',
  roles: ['active', 'passive'],
  title: 'the interface is a macvlan, which some machines cannot reach',
  threads: ['acassen/keepalived#636', 'acassen/keepalived#1209'],
  look: async ({iface}, host) => {
    const link = await host.link(iface);
    const mode = asText(link?.data.mode);
    const effect = EFFECT[mode];
    if (link?.kind !== 'macvlan' || effect === undefined || hasVirtualMac(link)) return [];
    return [
      {
        severity: 'note',
        evidence: `${iface} is a macvlan in ${mode} mode`,
        consequence: effect,
        mend: [],
        lasting:
          'with nodes on separate hosts that is fine; on a single host, use bridge mode, and a macvlan for the host as well',
      },
    ];
  },
};
