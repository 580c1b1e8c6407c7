/**
 * Building blocks of topologies: cables, switches, macvlans, addresses. Pure.
 *
 * @module
 */

import type {Station} from '@vip/analysis';
import {formatIpInterface, type IpAddress, type IpInterface, isOfIpv6} from '@vip/arp';
import {type Interface, isIpv6Station} from './interface.js';
import {HOST, type IpCommand} from './plan.js';

/** The bridge in a switch's namespace. */
export const BRIDGE = 'br0';

/** The switch's port that leads to a node. */
export function portTo(node: string): string {
  return `to-${node}`;
}

/** An end of a cable. */
export type VethEnd = readonly [node: string, iface: string];

/**
 * A veth pair. Each end has an interface index of its own throughout the lab: where an end's index equals its
 * peer's, as it easily does across namespaces, the kernel takes it for a device without a lower one and
 * delays its "link is up" by up to a second (`linkwatch_urgent_event()`, net/core/link_watch.c), during which a
 * bridge does not forward to it.
 */
export function cable(number: number, a: VethEnd, b: VethEnd): IpCommand {
  const end = ([node, iface]: VethEnd, index: number) => [
    ...['name', iface, 'index', String(index)],
    ...(node === HOST ? [] : ['netns', node]),
  ];
  return ['link', 'add', ...end(a, 10 + number), 'type', 'veth', 'peer', ...end(b, 20 + number)];
}

/** A bridge that forwards at once (no spanning tree, no listening phase) and floods all multicast. */
export function switchCommands(ports: readonly string[]): IpCommand[] {
  return [
    ['link', 'add', BRIDGE, 'type', 'bridge', 'stp_state', '0', 'forward_delay', '0', 'mcast_snooping', '0'],
    ...ports.flatMap(port => [['link', 'set', port, 'master', BRIDGE] as IpCommand, ...up(port)]),
    ...up(BRIDGE),
  ];
}

/** Up, without an IPv6 link-local address, whose neighbour discovery would put unrelated frames on the wire. */
export function up(iface: string): IpCommand[] {
  if (iface === 'lo') return [['link', 'set', 'lo', 'up']];
  return [
    ['link', 'set', iface, 'addrgenmode', 'none'],
    ['link', 'set', iface, 'up'],
  ];
}

/**
 * An interface with its addresses, at most one of each family. IPv6 asks its neighbours from a link-local address, which the interface
 * gets if one of its own is IPv6; addresses given by the lab are used at once, without duplicate address detection.
 *
 * @param hasOwnMac false for an interface whose MAC cannot be set
 */
export function addressed(stations: Interface, hasOwnMac = true): IpCommand[] {
  const [{iface}] = stations;
  const isUp = stations.some(isIpv6Station) ? upInIpv6(iface) : up(iface);
  return [...(hasOwnMac ? withMac(stations[0]) : []), ...isUp, ...stations.flatMap(withAddress)];
}

/**
 * Like `addressed`, but always with an IPv6 link-local address, as every machine has one: without it an IPv6 instance cannot run
 * (keepalived: "no IPv6 address for interface"). The kernel makes it, so that it returns with the link, as an added one would not.
 * With `holderSysctls`, that sends nothing to the network.
 */
export function addressedWithLinkLocal(stations: Interface, hasOwnMac = true): IpCommand[] {
  const mac = hasOwnMac ? withMac(stations[0]) : [];
  return [...mac, ...upInIpv6(stations[0].iface), ...stations.flatMap(withAddress)];
}

function upInIpv6(iface: string): IpCommand[] {
  return [
    ['link', 'set', iface, 'addrgenmode', 'eui64'],
    ['link', 'set', iface, 'up'],
  ];
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
 * Removes an address from an interface, if it is there: an IPv6 address disappears when its interface goes down
 * (`addrconf_ifdown()`).
 */
export function releaseAddress(iface: string, {address}: IpInterface): IpCommand {
  return ['addr', 'flush', 'dev', iface, 'to', address];
}

export function defaultRoute(verb: 'add' | 'replace', gateway: IpAddress): IpCommand {
  return ['route', verb, 'default', 'via', gateway];
}

/** An interface with its parent's MAC, which receives what is sent to its addresses (ipvlan.rst, mode L2). */
export function ipvlan({node, iface}: Station, parent: string): IpCommand {
  const place = node === HOST ? [] : ['netns', node];
  return ['link', 'add', 'link', parent, 'name', iface, ...place, 'type', 'ipvlan', 'mode', 'l2'];
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
