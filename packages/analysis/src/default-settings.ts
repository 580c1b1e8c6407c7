/**
 * The addresses of the lab where nobody gives others: the user's own, and the same in IPv6. Pure.
 *
 * @module
 */

import {type IpFamily, type Ipv4Address, parseIpInterface, parseMac} from '@vip/arp';
import {HOST, type LabSettings, type Station, type StationName} from './stations.js';

/** Where each station stands, with its MAC: the same in both families. */
const PLACES = {
  active: place('ns0', 'mcv0', '02:00:00:00:00:10'),
  passive: place('ns1', 'mcv1', '02:00:00:00:00:11'),
  client: place(HOST, 'mcv-client', '02:00:00:00:00:12'),
  ext: place('ext', 'ext0', '02:00:00:00:00:50'),
  router: place('router', 'lan0', '02:00:00:00:00:01'),
  routerRemote: place('router', 'remote0', '02:00:00:00:00:02'),
  remote: place('remote', 'eth0', '02:00:00:00:00:51'),
} as const;

/** The user's lab as it is. */
export const DEFAULT_SETTINGS = settle({
  vip: '10.3.2.200/8',
  active: '10.3.2.210/8',
  passive: '10.3.2.211/8',
  client: '10.3.2.212/8',
  ext: '10.3.2.50/8',
  router: '10.1.1.1/8',
  routerRemote: '192.168.1.1/24',
  remote: '192.168.1.50/24',
}) as LabSettings<Ipv4Address>;

/** The same lab in each family. */
export const FAMILY_SETTINGS: Readonly<Record<IpFamily, LabSettings>> = {
  IPv4: DEFAULT_SETTINGS,
  IPv6: settle({
    vip: 'fd00:3:2::200/64',
    active: 'fd00:3:2::210/64',
    passive: 'fd00:3:2::211/64',
    client: 'fd00:3:2::212/64',
    ext: 'fd00:3:2::50/64',
    router: 'fd00:3:2::1/64',
    routerRemote: 'fd00:168:1::1/64',
    remote: 'fd00:168:1::50/64',
  }),
};

function place(node: string, iface: string, mac: string): Omit<Station, 'address'> {
  return {node, iface, mac: parseMac(mac)};
}

/** @param addresses of the VIP and of each station */
function settle({vip, ...addresses}: Readonly<Record<StationName | 'vip', string>>): LabSettings {
  const at = (name: StationName) => ({...PLACES[name], address: parseIpInterface(addresses[name])});
  return {
    vip: parseIpInterface(vip),
    active: at('active'),
    passive: at('passive'),
    client: at('client'),
    ext: at('ext'),
    router: at('router'),
    routerRemote: at('routerRemote'),
    remote: at('remote'),
  };
}
