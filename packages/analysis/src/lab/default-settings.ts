/**
 * The default addresses of the lab: those of the user's own lab, and their IPv6 counterparts. Pure.
 *
 * @module
 */

import {type IpFamily, type Ipv4Address, parseIpInterface, parseMac} from '@vip/arp';
import type {UsualStation} from '../topology/observers/observer-kind.js';
import {OBSERVING_STATIONS} from '../topology/observers/registry.js';
import type {LabSettings, Station, StationName} from './stations.js';

/** The stations between which the VIP moves; the others are defined with their observer kinds. */
const HOLDERS: readonly (Omit<UsualStation, 'means'> & {readonly name: StationName})[] = [
  {
    ...{name: 'active', node: 'ns0', iface: 'mcv0', mac: '02:00:00:00:00:10'},
    addresses: {IPv4: '10.3.2.210/8', IPv6: 'fd00:3:2::210/64'},
  },
  {
    ...{name: 'passive', node: 'ns1', iface: 'mcv1', mac: '02:00:00:00:00:11'},
    addresses: {IPv4: '10.3.2.211/8', IPv6: 'fd00:3:2::211/64'},
  },
];

/** The user's lab as it is. */
export const DEFAULT_SETTINGS = settle('IPv4', '10.3.2.200/8') as LabSettings<Ipv4Address>;

/** The same lab in each family. */
export const FAMILY_SETTINGS: Readonly<Record<IpFamily, LabSettings>> = {
  IPv4: DEFAULT_SETTINGS,
  IPv6: settle('IPv6', 'fd00:3:2::200/64'),
};

function settle(family: IpFamily, vip: string): LabSettings {
  const stations = [...HOLDERS, ...OBSERVING_STATIONS].map(
    ({name, node, iface, mac, addresses}): [StationName, Station] => [
      name,
      {node, iface, mac: parseMac(mac), address: parseIpInterface(addresses[family])},
    ],
  );
  return {
    vip: parseIpInterface(vip),
    ...(Object.fromEntries(stations) as Readonly<Record<StationName, Station>>),
  };
}
