/**
 * @module
 */

import {isOfIpv6, solicitedNodeAddress} from '@vip/arp';
import {portsOf} from '../bridge.js';
import {aboutAddress, type Check} from '../check.js';
import {asList, asObject, asText} from '../json.js';

export const SNOOP_PRUNED: Check = {
  code: 'DOCTOR_SNOOP_PRUNED',
  roles: ['switch'],
  title: "the snooping bridge does not know that a node is in the address's multicast group",
  threads: ['acassen/keepalived#1663'],
  look: aboutAddress(async ({vip, iface, role}, host) => {
    const data = (await host.link(iface))?.data;
    // Without a querier it floods (br_multicast_querier_exists() in net/bridge/br_multicast.c).
    if (!isOfIpv6(vip) || data?.mcast_snooping !== 1 || data.mcast_querier !== 1) return [];
    const group = solicitedNodeAddress(vip);
    const entries = asList(await host.json(['bridge', '-j', 'mdb'])).flatMap(each =>
      asList(asObject(each).mdb),
    );
    const isKnown = entries.map(asObject).some(({dev, grp}) => dev === iface && asText(grp) === group);
    if (isKnown) return [];
    const ports = (await portsOf({iface, role}, host)).map(({ifname}) => asText(ifname));
    return [
      {
        severity: 'error',
        evidence: `${iface} snoops and is the querier, but has no entry for ${group}, the group of ${vip}`,
        consequence: `solicitations for ${vip} are not delivered: 0 of 3 pings`,
        mend: ports.map(port => `bridge mdb add dev ${iface} port ${port} grp ${group} permanent`),
        lasting: 'allow the nodes to send their reports (MLD, ICMPv6 types 131 and 143)',
      },
    ];
  }),
};
