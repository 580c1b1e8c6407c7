/**
 * @module
 */

import {aboutAddress, type Check} from '../check.js';
import {managersOf, manages} from '../daemons.js';

export const TWO_MANAGERS: Check = {
  code: 'DOCTOR_TWO_MANAGERS',
  roles: ['active', 'passive'],
  title: 'two programs manage the address',
  threads: ['moby/moby#16391'],
  look: aboutAddress(async ({vip}, host) => {
    const suspects = (await managersOf(host)).filter(manager => manages(manager, vip) !== false);
    if (suspects.length < 2) return [];
    const isCertain = suspects.filter(manager => manages(manager, vip) === true).length > 1;
    return [
      {
        severity: isCertain ? 'error' : 'warning',
        evidence: `${suspects.map(({name}) => name).join(' and ')} are running here, ${isCertain ? `and have ${vip} in their configuration` : 'and the configuration of at least one could not be read'}`,
        consequence: 'when one stops, it removes the address, and the other still claims to be master',
        mend: [],
        lasting: `let one of them manage ${vip}`,
      },
    ];
  }),
};
