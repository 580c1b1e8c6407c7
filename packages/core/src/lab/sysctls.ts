/**
 * Kernel settings of a lab's nodes, set explicitly wherever they decide which node answers and which is believed. Pure.
 *
 * @module
 */

import type {Station} from '@vip/analysis';
import {type IpFamily, ipFamilyOf, isOfIpv6} from '@vip/arp';
import {type Interface, isIpv6Station} from './interface.js';
import type {Sysctls} from './plan.js';

/**
 * A namespace takes its IPv4 defaults from the machine (net.core.devconf_inherit_init_net), and every one of
 * these changes which node answers, which is believed, or how a cache recovers. So each is set explicitly.
 */
const QUIET: Readonly<Record<string, number>> = {
  arp_accept: 0,
  arp_announce: 0,
  arp_filter: 0,
  arp_ignore: 0,
  arp_notify: 0,
  drop_gratuitous_arp: 0,
  proxy_arp: 0,
  rp_filter: 0,
  send_redirects: 0,
};

export const QUIET_DEFAULTS: Sysctls = {
  'net/ipv4/ip_forward': 0,
  ...Object.fromEntries(
    ['all', 'default'].flatMap(which =>
      Object.entries(QUIET).map(([name, value]) => [`net/ipv4/conf/${which}/${name}`, value]),
    ),
  ),
};

/** Linux's default: how long an entry keeps its MAC against a weaker claim. Hundredths of a second. */
const LOCKTIME = 100;

/** For an interface whose cache is observed: otherwise this, too, is inherited from the machine. */
export function usualLocktime({iface}: Pick<Station, 'iface'>): Sysctls {
  return {[`net/ipv4/neigh/${iface}/locktime`]: LOCKTIME};
}

/** The settings that make a node a router, for the families of its stations. */
export function forwardingSysctls(stations: readonly Station[]): Sysctls {
  const families = new Set(stations.map(({address}) => ipFamilyOf(address.address)));
  return {
    ...(families.has('IPv4') ? {'net/ipv4/ip_forward': 1} : {}),
    ...(families.has('IPv6') ? {'net/ipv6/conf/all/forwarding': 1} : {}),
    ...Object.fromEntries(
      stations
        .filter(({address}) => isOfIpv6(address.address))
        .map(({iface}) => [`net/ipv6/conf/${iface}/forwarding`, 1]),
    ),
  };
}

/**
 * IPv6 that sends nothing by itself, since a run is not about duplicate address detection or router solicitation
 * (ip-sysctl.rst). Every setting that decides which node is believed is explicit.
 */
export function ipv6Sysctls({iface}: Pick<Station, 'iface'>): Sysctls {
  const quiet = {
    disable_ipv6: 0,
    accept_dad: 0,
    accept_ra: 0,
    dad_transmits: 0,
    router_solicitations: 0,
    drop_unsolicited_na: 0,
    ndisc_notify: 0,
    forwarding: 0,
  };
  return ipv6Conf(iface, quiet);
}

/** As `ipv6Sysctls`, for a node with only such an interface: the setting for all interfaces counts too if it is greater. */
export function holderSysctls(station: Pick<Station, 'iface'>): Sysctls {
  return {'net/ipv6/conf/all/accept_dad': 0, ...ipv6Sysctls(station)};
}

/** For nodes that may get the VIP: from now on Linux detects duplicates as it does by default (RFC 4862 §5.4). */
export function usualDetection({iface}: Pick<Station, 'iface'>): Sysctls {
  return ipv6Conf(iface, {accept_dad: 1, dad_transmits: 1});
}

function ipv6Conf(iface: string, values: Readonly<Record<string, number>>): Sysctls {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`net/ipv6/conf/${iface}/${name}`, value]),
  );
}

/** The settings of an observer's interface that decide which node it believes, in the families of its addresses. */
export function observerSysctls(stations: Interface): Sysctls {
  return mergeSysctls(
    stations.map(station => (isIpv6Station(station) ? ipv6Sysctls(station) : usualLocktime(station))),
  );
}

export function mergeSysctls(all: readonly Sysctls[]): Sysctls {
  return Object.fromEntries(all.flatMap(sysctls => Object.entries(sysctls)));
}

/** A setting of an interface's neighbour cache, in the family of its address. */
export function neighbourPath({iface, address}: Station, name: string): string {
  return `net/${SYSCTL_FAMILY[ipFamilyOf(address.address)]}/neigh/${iface}/${name}`;
}

/** The name of a family below /proc/sys/net. */
export const SYSCTL_FAMILY: Readonly<Record<IpFamily, string>> = {IPv4: 'ipv4', IPv6: 'ipv6'};
