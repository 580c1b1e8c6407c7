/**
 * @module
 */

import {portsOf} from '../bridge.js';
import type {Check} from '../check.js';
import {asText} from '../json.js';

export const VXLAN_PROXY: Check = {
  code: 'DOCTOR_VXLAN_PROXY',
  roles: ['switch'],
  title: 'a VXLAN interface answers ARP itself, and drops the rest',
  look: async (subject, host) => {
    const names = (await portsOf(subject, host)).map(({ifname}) => asText(ifname));
    const links = (await host.links()).filter(
      ({name, kind, data}) => names.includes(name) && kind === 'vxlan' && data.proxy === true,
    );
    return links.map(({name}) => ({
      severity: 'error' as const,
      evidence: `${name} is a VXLAN interface with proxy`,
      consequence: 'ARP does not cross it: 0 of 3 pings, and 0 of 5 after a takeover',
      mend: [],
      lasting: `recreate ${name} without proxy: it cannot be changed on an existing interface`,
    }));
  },
};
