/**
 * @module
 */

import {portsOf, setPort} from '../bridge.js';
import type {Check} from '../check.js';
import {asText} from '../json.js';

const FLAGS = {
  bcast_flood: 'no ARP request and no announcement leaves through it: 0 answers',
  mcast_flood: 'no advertisement leaves through it, not even to 224.0.0.18: both nodes own the address',
} as const;

export const PORT_FLOOD: Check = {
  code: 'DOCTOR_PORT_FLOOD',
  roles: ['switch'],
  title: 'broadcasts or multicasts do not leave through a port',
  look: async (subject, host) => {
    const ports = await portsOf(subject, host);
    return (Object.keys(FLAGS) as (keyof typeof FLAGS)[]).flatMap(flag =>
      ports
        .filter(port => port[flag] === false)
        .map(({ifname}) => ({
          severity: 'warning' as const,
          evidence: `${flag} of ${asText(ifname)} is off`,
          consequence: FLAGS[flag],
          mend: [setPort(asText(ifname), flag, 'on')],
          lasting: 'leave it on for ports with nodes or their clients',
        })),
    );
  },
};
