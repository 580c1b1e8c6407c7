/**
 * @module
 */

import {portsWith, setPort} from '../bridge.js';
import type {Check} from '../check.js';

export const PORT_LEARNING: Check = {
  code: 'DOCTOR_PORT_LEARNING',
  roles: ['switch'],
  title: 'a port does not learn MACs',
  look: (subject, host) =>
    portsWith(
      subject,
      host,
      port => port.learning === false,
      name => ({
        severity: 'warning',
        evidence: `${name} does not learn`,
        consequence: 'a virtual MAC stays at the port of the old owner: 0 of 5 pings after a takeover',
        mend: [setPort(name, 'learning', 'on')],
        lasting: 'let the ports of the nodes learn',
      }),
    ),
};
