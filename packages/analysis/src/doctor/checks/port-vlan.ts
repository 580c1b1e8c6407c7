/**
 * @module
 */

import {portsOf} from '../bridge.js';
import type {Check} from '../check.js';
import {asList, asNumber, asObject, asText, asTexts} from '../json.js';

export const PORT_VLAN: Check = {
  code: 'DOCTOR_PORT_VLAN',
  roles: ['switch'],
  title: 'ports of the bridge are in different VLANs',
  look: async (subject, host) => {
    const link = await host.link(subject.iface);
    if (link?.data.vlan_filtering !== 1) return [];
    const names = (await portsOf(subject, host)).map(({ifname}) => asText(ifname));
    const vlans = asList(await host.json(['bridge', '-j', 'vlan'])).map(asObject);
    const pvids = names.map(name => ({name, pvid: pvidOf(vlans, name)}));
    const different = [...new Set(pvids.map(({pvid}) => pvid))];
    if (different.length < 2) return [];
    return [
      {
        severity: 'warning',
        evidence: `${subject.iface} filters VLANs: ${pvids.map(({name, pvid}) => `${name} has ${pvid === undefined ? 'no PVID' : `PVID ${pvid}`}`).join(', ')}`,
        consequence: 'untagged frames from one do not reach the others: 0 of 3 pings',
        mend: [],
        lasting:
          'put the ports of the nodes and their clients into one VLAN: bridge vlan add dev PORT vid VID pvid untagged',
      },
    ];
  },
};

function pvidOf(vlans: readonly ReturnType<typeof asObject>[], port: string): number | undefined {
  const own = asList(vlans.find(({ifname}) => ifname === port)?.vlans).map(asObject);
  return asNumber(own.find(({flags}) => asTexts(flags).includes('PVID'))?.vlan);
}
