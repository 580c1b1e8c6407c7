/**
 * Placement of stations: those without a user-given address are moved into the VIP's network. Pure.
 *
 * @module
 */

import {
  type IpAddress,
  type IpFamily,
  type IpInterface,
  ipFamilyOf,
  ipFromNumber,
  ipToNumber,
  isInNetwork,
  type MacAddress,
  networkSize,
  parseIpInterface,
  parseMac,
  VipError,
} from '@vip/arp';
import {largest} from '../collections/extremes.js';
import {FAR, NEAR} from '../topology/observers/registry.js';
import {addressesInUse, freeAddresses, freeMacs, isHostAddress} from './free-addresses.js';
import {type LabSettings, type StationName, settingsFamily} from './stations.js';

/** On the VIP's network; the router first, because the others must reach it. */
const ON_LINK: readonly StationName[] = [...new Set<StationName>(['router', 'active', 'passive', ...NEAR])];

/**
 * Moves each station that cannot reach the VIP or the router from its own network into the VIP's, unless the
 * user gave it an address. Stations keep the host part of their addresses where that is free: `.210` stays
 * `.210`.
 *
 * @param isGiven whether the user chose a station's address
 * @throws VipError `BAD_ARGUMENT` if the network is too small
 */
export function followVip(settings: LabSettings, isGiven: (name: StationName) => boolean): LabSettings {
  const given = ON_LINK.filter(isGiven);
  let placed = settings;
  for (const name of ON_LINK.filter(name => !isGiven(name))) {
    if (!isInPlace(placed, name, given)) placed = withAddress(placed, name, hostAddress(placed, name, given));
  }
  for (const pair of FAR) if (!pair.some(isGiven)) placed = clearFar(placed, pair);
  return placed;
}

/**
 * Whether a station has the VIP and the router on its link, and the router also every station that cannot be
 * moved.
 */
function isInPlace(settings: LabSettings, name: StationName, given: readonly StationName[]): boolean {
  const {vip, router} = settings;
  const {address} = settings[name];
  return (
    isInNetwork(vip.address, address) &&
    isInNetwork(router.address.address, address) &&
    (name !== 'router' || given.every(other => isInNetwork(address.address, settings[other].address)))
  );
}

/**
 * A free address in the VIP's network; for the router, one that shares a network with every station whose
 * address was given.
 */
function hostAddress(settings: LabSettings, name: StationName, given: readonly StationName[]): IpInterface {
  const {vip} = settings;
  const links = name === 'router' ? given.map(other => settings[other].address.prefixLength) : [];
  const network = {address: vip.address, prefixLength: largest([vip.prefixLength, ...links])};
  const {[name]: moved, ...others} = settings;
  const wished = sameHost(moved.address.address, network);
  const isFree = isHostAddress(wished, network) && !addressesInUse(others).has(wished);
  const [free] = isFree ? [wished] : freeAddresses({...settings, vip: network}, 1);
  return {address: free as IpAddress, prefixLength: vip.prefixLength};
}

/** The address in another network, with the same host part. */
function sameHost(address: IpAddress, {address: base, prefixLength}: IpInterface): IpAddress {
  const family = ipFamilyOf(base);
  const size = networkSize(family, prefixLength);
  const start = ipToNumber(base);
  return ipFromNumber(start - (start % size) + (ipToNumber(address) % size), family);
}

/** Networks behind the router, tried in turn. */
const REMOTE_NETWORKS: Readonly<Record<IpFamily, readonly IpInterface[]>> = {
  IPv4: ['192.168.1.0/24', '192.168.2.0/24', '172.31.1.0/24', '10.255.1.0/24'].map(parseIpInterface),
  IPv6: ['fd00:168:1::/64', 'fd00:168:2::/64', 'fd01:168:1::/64'].map(parseIpInterface),
};

/** Moves a station behind the router, and the router's interface that leads to it, out of the networks of all others. */
function clearFar(settings: LabSettings, pair: (typeof FAR)[number]): LabSettings {
  const others = [...ON_LINK, ...FAR.flat()].filter(name => !pair.some(own => own === name));
  const isClear = isClearOf([settings.vip, ...others.map(name => settings[name].address)]);
  if (pair.every(name => isClear(settings[name].address))) return settings;
  const network = REMOTE_NETWORKS[settingsFamily(settings)].find(isClear);
  if (network === undefined) return settings; // the check reports what is wrong with it
  return pair.reduce((placed, name) => {
    const address = sameHost(placed[name].address.address, network);
    return withAddress(placed, name, {...network, address});
  }, settings);
}

/** Networks of the heartbeat, tried in turn. */
const HEARTBEAT_NETWORKS: Readonly<Record<IpFamily, readonly IpInterface[]>> = {
  IPv4: ['192.168.100.0/24', '192.168.101.0/24', '172.31.100.0/24', '10.255.100.0/24'].map(parseIpInterface),
  IPv6: ['fd00:100::/64', 'fd00:101::/64', 'fd01:100::/64'].map(parseIpInterface),
};

/**
 * Two addresses in a network that nothing else in the lab uses.
 *
 * @throws VipError `BAD_ARGUMENT` if every candidate network is in use
 */
export function heartbeatAddresses({vip, ...stations}: LabSettings): readonly [IpInterface, IpInterface] {
  const isClear = isClearOf([vip, ...Object.values(stations).map(({address}) => address)]);
  const network = HEARTBEAT_NETWORKS[ipFamilyOf(vip.address)].find(isClear);
  if (network === undefined)
    throw new VipError('BAD_ARGUMENT', 'settings: expected addresses that leave a network for the heartbeat');
  const [base, family] = [ipToNumber(network.address), ipFamilyOf(vip.address)];
  const at = (host: bigint) => ({...network, address: ipFromNumber(base + host, family)});
  return [at(1n), at(2n)];
}

/** Whether a network overlaps none of these. */
function isClearOf(links: readonly IpInterface[]): (network: IpInterface) => boolean {
  return network =>
    links.every(link => !isInNetwork(network.address, link) && !isInNetwork(link.address, network));
}

function withAddress(settings: LabSettings, name: StationName, address: IpInterface): LabSettings {
  return {...settings, [name]: {...settings[name], address}};
}

const ROGUE_MAC = parseMac('02:00:00:00:00:66');

/**
 * The settings with a third machine that can claim the VIP, connected like the external node.
 *
 * @throws VipError `BAD_ARGUMENT` if the VIP's network has no free address for it
 */
export function withRogue(settings: LabSettings): LabSettings {
  const {prefixLength} = settings.ext.address;
  const [address] = freeAddresses(settings, 1) as [IpAddress];
  const [mac] = freeMacs(settings, ROGUE_MAC, 1) as [MacAddress];
  return {...settings, rogue: {node: 'rogue', iface: 'eth0', mac, address: {address, prefixLength}}};
}
