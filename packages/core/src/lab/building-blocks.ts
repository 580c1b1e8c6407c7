/**
 * Building blocks of topologies: cables, switches, macvlans, addresses. Pure.
 *
 * @module
 */

import type {Station} from '@vip/analysis';
import {
  formatIpInterface,
  type IpAddress,
  type IpFamily,
  type IpInterface,
  ipFamilyOf,
  isOfIpv6,
} from '@vip/arp';
import {HOST, type IpCommand, type Sysctls} from './plan.js';

/** An interface of a lab: a station for each family that it has an address of. */
export type Interface = readonly [Station, ...Station[]];

/** The bridge in a switch's namespace. */
export const BRIDGE = 'br0';

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

/** What makes a router of a node, for the family of its stations. */
export function forwarding(stations: readonly Station[]): Sysctls {
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

/** The switch's port that leads to a node. */
export function portTo(node: string): string {
  return `to-${node}`;
}

/** An end of a cable. */
export type CableEnd = readonly [node: string, iface: string];

/**
 * A veth pair. Each end has an interface index of its own throughout the lab: where an end's index equals its
 * peer's, as it easily does across namespaces, the kernel takes it for a device without a lower one and
 * delays its "link is up" by up to a second (`linkwatch_urgent_event()`, net/core/link_watch.c), and for so
 * long a bridge does not forward to it.
 */
export function cable(number: number, a: CableEnd, b: CableEnd): IpCommand {
  const end = ([node, iface]: CableEnd, index: number) => [
    ...['name', iface, 'index', String(index)],
    ...(node === HOST ? [] : ['netns', node]),
  ];
  return ['link', 'add', ...end(a, 10 + number), 'type', 'veth', 'peer', ...end(b, 20 + number)];
}

/** A bridge that forwards at once (no spanning tree, no listening phase) and hides no multicast. */
export function switchCommands(ports: readonly string[]): IpCommand[] {
  return [
    ['link', 'add', BRIDGE, 'type', 'bridge', 'stp_state', '0', 'forward_delay', '0', 'mcast_snooping', '0'],
    ...ports.flatMap(port => [['link', 'set', port, 'master', BRIDGE] as IpCommand, ...up(port)]),
    ...up(BRIDGE),
  ];
}

/** Up, and without the IPv6 link-local address whose discovery would put other frames on the wire. */
export function up(iface: string): IpCommand[] {
  if (iface === 'lo') return [['link', 'set', 'lo', 'up']];
  return [
    ['link', 'set', iface, 'addrgenmode', 'none'],
    ['link', 'set', iface, 'up'],
  ];
}

/**
 * An interface with its addresses, one of each family at the most. IPv6 asks its neighbours from a link-local address, which it is given
 * with one of its own; what the lab itself gives is used at once, without duplicate address detection.
 */
export function addressed(stations: Interface): IpCommand[] {
  const [{iface}] = stations;
  const isUp = stations.some(isIpv6Station) ? upInIpv6(iface) : up(iface);
  return [...withMac(stations[0]), ...isUp, ...stations.flatMap(withAddress)];
}

/**
 * As `addressed`, with an IPv6 link-local address in any case, as every machine has one: without it an instance of IPv6 cannot
 * run (keepalived: "no IPv6 address for interface"). It comes again when the link does, as one that was given would not.
 * With `holderSysctls` nothing is asked of the network for it.
 */
export function addressedWithLinkLocal(stations: Interface): IpCommand[] {
  return [...withMac(stations[0]), ...upInIpv6(stations[0].iface), ...stations.flatMap(withAddress)];
}

function upInIpv6(iface: string): IpCommand[] {
  return [
    ['link', 'set', iface, 'addrgenmode', 'eui64'],
    ['link', 'set', iface, 'up'],
  ];
}

/**
 * IPv6 without a word of its own: no duplicate address detection, no question for a router (ip-sysctl.rst), frames that a run is
 * not about; and what decides who is believed is said, not assumed.
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

/** As `ipv6Sysctls`, for a node with such an interface alone: what is set for all of them counts as well where it is greater. */
export function holderSysctls(station: Pick<Station, 'iface'>): Sysctls {
  return {'net/ipv6/conf/all/accept_dad': 0, ...ipv6Sysctls(station)};
}

/** For whoever may be given the VIP: from now on Linux detects duplicates as it does by default (RFC 4862 §5.4). */
export function usualDetection({iface}: Pick<Station, 'iface'>): Sysctls {
  return ipv6Conf(iface, {accept_dad: 1, dad_transmits: 1});
}

function ipv6Conf(iface: string, values: Readonly<Record<string, number>>): Sysctls {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`net/ipv6/conf/${iface}/${name}`, value]),
  );
}

/** What an observer's interface is set to: what decides who is believed, in the families of its addresses. */
export function observerSysctls(stations: Interface): Sysctls {
  return merged(
    stations.map(station => (isIpv6Station(station) ? ipv6Sysctls(station) : usualLocktime(station))),
  );
}

export function merged(all: readonly Sysctls[]): Sysctls {
  return Object.fromEntries(all.flatMap(sysctls => Object.entries(sysctls)));
}

/** A setting of an interface's neighbour cache, in the family of its address. */
export function neighbourPath({iface, address}: Station, name: string): string {
  return `net/${SYSCTL_FAMILY[ipFamilyOf(address.address)]}/neigh/${iface}/${name}`;
}

/** What a family is called below /proc/sys/net. */
export const SYSCTL_FAMILY: Readonly<Record<IpFamily, string>> = {IPv4: 'ipv4', IPv6: 'ipv6'};

export function isIpv6Station({address}: Station): boolean {
  return isOfIpv6(address.address);
}

function withMac({iface, mac}: Station): IpCommand[] {
  return [['link', 'set', iface, 'address', mac]];
}

function withAddress({iface, address}: Station): IpCommand[] {
  return [giveAddress('add', iface, address, {detects: false})];
}

/** @param detects whether the kernel looks for another holder of an IPv6 address first (RFC 4862 §5.4) */
export function giveAddress(
  verb: 'add' | 'replace',
  iface: string,
  address: IpInterface,
  {detects}: {detects: boolean},
): IpCommand {
  const flags = isOfIpv6(address.address) && !detects ? ['nodad'] : [];
  return ['addr', verb, formatIpInterface(address), 'dev', iface, ...flags];
}

/**
 * Takes one address from an interface, if it has it: an IPv6 address is gone when the interface has been down
 * (`addrconf_ifdown()`).
 */
export function releaseAddress(iface: string, {address}: IpInterface): IpCommand {
  return ['addr', 'flush', 'dev', iface, 'to', address];
}

export function defaultRoute(verb: 'add' | 'replace', gateway: IpAddress): IpCommand {
  return ['route', verb, 'default', 'via', gateway];
}

export type MacvlanMode = 'private' | 'vepa' | 'bridge' | 'passthru';

export function macvlan(
  {node, iface, mac}: Station,
  parent: string,
  mode: MacvlanMode = 'bridge',
): IpCommand {
  const place = node === HOST ? [] : ['netns', node];
  const link = ['link', 'add', 'link', parent, 'name', iface, 'address', mac];
  return [...link, ...place, 'type', 'macvlan', 'mode', mode];
}
