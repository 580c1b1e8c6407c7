/**
 * The neighbour settings of a trial's observers, as the user names them. Pure.
 *
 * @module
 */

import type {LabSettings, Station} from '@vip/analysis';
import {settingsFamily} from '@vip/analysis/internal';
import {type IpFamily, ipFamilyOf, VipError} from '@vip/arp';
import type {Interface} from '../lab/interface.js';
import type {Sysctls} from '../lab/plan.js';
import {neighbourPath, SYSCTL_FAMILY} from '../lab/sysctls.js';

/**
 * The user's settings, in each family that has them.
 *
 * @param settings by name without an interface (`base_reachable_time_ms`); each is set for every observer's interface, wherever
 *   the name belongs: below net/ipv4/neigh, net/ipv6/conf and so on
 */
export function clientSettings(stations: Interface, settings: Readonly<Record<string, string>>): Sysctls {
  const entries = stations.flatMap(station =>
    Object.entries(settings)
      .filter(([name]) => (ONLY_IN[name] ?? familyOf(station)) === familyOf(station))
      .map(([name, value]) => [pathOf(station, name), value]),
  );
  return Object.fromEntries(entries);
}

function pathOf(station: Station, name: string): string {
  if (NEIGHBOUR_SETTINGS.has(name)) return neighbourPath(station, name);
  return `net/${SYSCTL_FAMILY[familyOf(station)]}/conf/${station.iface}/${name}`;
}

function familyOf({address}: Station): IpFamily {
  return ipFamilyOf(address.address);
}

/** Settings below conf that only one family has, and that a trial of both may nevertheless be given (ip-sysctl.rst). */
const ONLY_IN: Readonly<Record<string, IpFamily>> = {
  arp_accept: 'IPv4',
  arp_announce: 'IPv4',
  arp_filter: 'IPv4',
  arp_ignore: 'IPv4',
  arp_notify: 'IPv4',
  drop_gratuitous_arp: 'IPv4',
  accept_untracked_na: 'IPv6',
  drop_unsolicited_na: 'IPv6',
  ndisc_notify: 'IPv6',
};

/**
 * Refuses settings that none of the families has: they would be set nowhere.
 *
 * @throws VipError `BAD_ARGUMENT`
 */
export function checkClientSysctls(families: readonly LabSettings[], names: readonly string[]): void {
  const stray = names.find(name => {
    const family = ONLY_IN[name];
    return family !== undefined && families.every(settings => settingsFamily(settings) !== family);
  });
  if (stray === undefined) return;
  const expected = families.map(settingsFamily).join(' or ');
  throw new VipError('BAD_ARGUMENT', `client sysctl: expected a setting of ${expected}, got ${stray}`);
}

/** Names below net/ipv4/neigh and net/ipv6/neigh; all others are below conf (kernel, ip-sysctl.rst). */
const NEIGHBOUR_SETTINGS: ReadonlySet<string> = new Set([
  'base_reachable_time_ms',
  'delay_first_probe_time',
  'gc_stale_time',
  'locktime',
  'mcast_resolicit',
  'mcast_solicit',
  'retrans_time_ms',
  'ucast_solicit',
]);
