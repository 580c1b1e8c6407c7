/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check} from '../check.js';
import {asList, asObject, asText, asTexts} from '../json.js';

export const NEIGH_PERMANENT: Check = {
  code: 'DOCTOR_NEIGH_PERMANENT',
  roles: ['client'],
  title: 'the entry for the address never changes',
  look: aboutAddress(async ({vip}, host) => {
    const flag = isOfIpv6(vip) ? '-6' : '-4';
    const entries = asList(await host.json(['ip', flag, '-j', 'neigh', 'show', 'nud', 'all'])).map(asObject);
    return entries
      .filter(({dst, lladdr, state}) => dst === vip && lladdr !== undefined && isFixed(asTexts(state)))
      .map(({lladdr, dev, state}) => ({
        severity: 'error' as const,
        evidence: `${vip} is at ${asText(lladdr)} on ${asText(dev)}, ${asTexts(state).join(' ')}`,
        consequence: 'no announcement changes it: 0 of 5 pings after a takeover',
        mend: [`ip ${flag} neigh del ${vip} dev ${asText(dev)}`],
        lasting: 'remove the static entry from whatever adds it',
      }));
  }),
};

/** NOARP entries are listed only with `nud all`. On an interface without address resolution they have no MAC. */
function isFixed(states: readonly string[]): boolean {
  return states.includes('PERMANENT') || states.includes('NOARP');
}
