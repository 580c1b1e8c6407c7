/**
 * Building blocks of topologies: cables, switches, macvlans, addresses. Pure.
 *
 * @module
 */

import type {Station} from '@vip/analysis';
import {formatIpv4Interface, type Ipv4Address} from '@vip/arp';
import {HOST, type IpCommand, type Sysctls} from './plan.js';

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

/** What makes a router. */
export const FORWARDING: Sysctls = {'net/ipv4/ip_forward': 1};

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

export function addressed(station: Station): IpCommand[] {
  return [...withMac(station), ...up(station.iface), ...withAddress(station)];
}

/**
 * As `addressed`, with an IPv6 link-local address besides, as every machine has one: without it an instance of IPv6 cannot
 * run (keepalived: "no IPv6 address for interface"). It comes again when the link does, as one that was given would not.
 * With `linkLocalSysctls` nothing is asked of the network for it.
 */
export function addressedInBothFamilies(station: Station): IpCommand[] {
  const {iface} = station;
  return [
    ...withMac(station),
    ['link', 'set', iface, 'addrgenmode', 'eui64'],
    ['link', 'set', iface, 'up'],
    ...withAddress(station),
  ];
}

/** No duplicate address detection, and no question for a router (ip-sysctl.rst): frames that a trial is not about. */
export function linkLocalSysctls({iface}: Station): Sysctls {
  const quiet = {accept_dad: 0, accept_ra: 0, dad_transmits: 0, router_solicitations: 0};
  return {
    'net/ipv6/conf/all/accept_dad': 0,
    [`net/ipv6/conf/${iface}/disable_ipv6`]: 0,
    ...Object.fromEntries(
      Object.entries(quiet).map(([name, value]) => [`net/ipv6/conf/${iface}/${name}`, value]),
    ),
  };
}

function withMac({iface, mac}: Station): IpCommand[] {
  return [['link', 'set', iface, 'address', mac]];
}

function withAddress({iface, address}: Station): IpCommand[] {
  return [['addr', 'add', formatIpv4Interface(address), 'dev', iface]];
}

export function defaultRoute(gateway: Ipv4Address): IpCommand {
  return ['route', 'add', 'default', 'via', gateway];
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
