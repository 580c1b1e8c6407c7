/**
 * @module
 */

import {portsWith, setPort} from '../bridge.js';
import type {Check} from '../check.js';

export const PORT_LOCKED: Check = {
  code: 'DOCTOR_PORT_LOCKED',
  roles: ['switch'],
  title: 'a port takes only MACs that are known',
  look: (subject, host) =>
    portsWith(
      subject,
      host,
      port => port.locked === true,
      name => ({
        severity: 'warning',
        evidence: `${name} is locked`,
        consequence: 'after a takeover nothing that comes from the new owner passes: 0 of 3 pings',
        mend: [setPort(name, 'locked', 'off')],
        lasting: 'unlock it, or let every node that may own the address be known there (MAB, 802.1X)',
      }),
    ),
};
