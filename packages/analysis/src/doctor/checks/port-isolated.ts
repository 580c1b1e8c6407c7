/**
 * @module
 */

import {portsOf, setPort} from '../bridge.js';
import type {Check} from '../check.js';
import {asText} from '../json.js';

export const PORT_ISOLATED: Check = {
  code: 'DOCTOR_PORT_ISOLATED',
  roles: ['switch'],
  title: 'isolated ports cannot reach one another',
  look: async (subject, host) => {
    const isolated = (await portsOf(subject, host)).filter(port => port.isolated === true);
    if (isolated.length < 2) return []; // a single isolated port reaches all others
    const names = isolated.map(({ifname}) => asText(ifname));
    return [
      {
        severity: 'warning',
        evidence: `${names.join(', ')} are isolated`,
        consequence:
          'a client at one of them cannot reach an owner at another (0 of 3 pings), although others can',
        mend: names.map(name => setPort(name, 'isolated', 'off')),
        lasting: 'isolate only clients, not the ports of nodes',
      },
    ];
  },
};
