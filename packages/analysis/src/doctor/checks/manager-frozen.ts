/**
 * @module
 */

import type {Check} from '../check.js';
import {managersOf} from '../daemons.js';

export const MANAGER_FROZEN: Check = {
  code: 'DOCTOR_MANAGER_FROZEN',
  roles: ['active', 'passive'],
  title: 'the daemon is stopped',
  look: async (_, host) => {
    const frozen = (await managersOf(host))
      .flatMap(({processes}) => processes)
      .filter(({state}) => state === 'T' || state === 't');
    return frozen.map(({pid, name, state}) => ({
      severity: 'error' as const,
      evidence: `${name} (process ${pid}) is ${state === 'T' ? 'stopped by a signal' : 'held by a debugger'} (state ${state})`,
      consequence: 'the other node takes over, but this one keeps the address: both answer',
      mend: state === 'T' ? [`kill -CONT ${pid}`] : [],
      lasting: 'find out what stopped it',
    }));
  },
};
