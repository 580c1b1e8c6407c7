/**
 * @module
 */

import {portsWith, setPort} from '../bridge.js';
import type {Check} from '../check.js';

export const PORT_LOCKED: Check = {
  code: 'DOCTOR_PORT_LOCKED',
  roles: ['switch'],
  title: 'a port accepts only known MACs',
  look: (subject, host) =>
    portsWith(
      subject,
      host,
      port => port.locked === true,
      name => ({
        severity: 'warning',
        evidence: `${name} is locked`,
        consequence: 'after a takeover, nothing from the new owner passes: 0 of 3 pings',
        mend: [setPort(name, 'locked', 'off')],
        lasting: 'unlock it, or authorise every node that may own the address on it (MAB, 802.1X)',
      }),
    ),
};
