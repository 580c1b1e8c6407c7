/**
 * @module
 */

import {portsWith, setPort} from '../bridge.js';
import type {Check} from '../check.js';

export const PORT_SUPPRESS: Check = {
  code: 'DOCTOR_PORT_SUPPRESS',
  roles: ['switch'],
  title: 'a port suppresses ARP',
  threads: ['FRRouting/frr#4904'],
  look: (subject, host) =>
    portsWith(
      subject,
      host,
      port => port.neigh_suppress === true,
      name => ({
        severity: 'warning',
        evidence: `${name} has neigh_suppress`,
        consequence: 'announcements sent through it are suppressed: 0 of 5 pings after a takeover',
        mend: [setPort(name, 'neigh_suppress', 'off')],
        lasting: 'in an EVPN fabric, make sure that the control plane moves the address',
      }),
    ),
};
