/**
 * @module
 */

import type {Check} from '../check.js';
import {asList, asObject, asText, asTexts} from '../json.js';

export const FDB_STICKY: Check = {
  code: 'DOCTOR_FDB_STICKY',
  roles: ['switch'],
  title: 'the bridge does not let a MAC move to another port',
  look: async ({iface}, host) => {
    const entries = asList(await host.json(['bridge', '-d', '-j', 'fdb'])).map(asObject);
    return entries
      .filter(
        ({master, flags, sticky}) =>
          master === iface && (sticky === true || asTexts(flags).includes('sticky')),
      )
      .map(({mac, ifname, vlan}) => ({
        severity: 'warning' as const,
        evidence: `${asText(mac)} is sticky on ${asText(ifname)}`,
        consequence:
          'when that MAC sends from another port, the bridge keeps forwarding to the old one: 0 of 5 pings',
        mend: [
          `bridge fdb del ${asText(mac)} dev ${asText(ifname)} master${typeof vlan === 'number' ? ` vlan ${vlan}` : ''}`,
        ],
        lasting: 'remove the entry from whatever adds it',
      }));
  },
};
