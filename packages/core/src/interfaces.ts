/**
 * The interfaces of this network namespace, their MACs and addresses. Queried from the kernel by netlink, as the C library
 * does for addresses, so that no process has to be started.
 *
 * @module
 */

import {type NetworkInterfaceInfo, networkInterfaces} from 'node:os';
import {
  type IpAddress,
  type Ipv4Address,
  type Ipv4Interface,
  type Ipv6Address,
  isInNetwork,
  isIpv4,
  isIpv6,
  isOfIpv6,
  type MacAddress,
  parseIp,
  parseIpInterface,
  parseIpv4,
  parseIpv4Interface,
  parseIpv6,
  VipError,
} from '@vip/arp';
import {isEthernet, type LinkInterface, listLinkInterfaces, readLinkInterface} from '@vip/arp/link';

/** The error for an interface that does not exist, in the same words as a link's. */
export function noInterface(iface: string): VipError {
  const message = `interface ${iface}: no such interface (ip link lists those that exist)`;
  return new VipError('NO_INTERFACE', message);
}

/** An interface of any kind. @throws VipError `NO_INTERFACE` */
export function existingInterface(iface: string): LinkInterface {
  const state = readLinkInterface(iface);
  if (state === undefined) throw noInterface(iface);
  return state;
}

/**
 * The MAC of an interface.
 *
 * @throws VipError `NO_INTERFACE`, or `NOT_ETHERNET` if it has none
 */
export function interfaceMac(iface: string): MacAddress {
  const state = existingInterface(iface);
  if (isEthernet(state)) return state.mac;
  const got = `hardware type ${state.hardwareType}`;
  throw new VipError('NOT_ETHERNET', `interface ${iface}: expected an Ethernet interface, got ${got}`);
}

/**
 * The addresses of an interface. Undefined while it is down or has no carrier, because libuv then does not list them,
 * whatever it has.
 */
export function heldAddresses(iface: string): Set<IpAddress> | undefined {
  if (readLinkInterface(iface)?.isRunning !== true) return undefined;
  return new Set(
    addressesOf(iface)
      .filter(address => isIpv4(address) || isIpv6(address))
      .map(parseIp),
  );
}

/** Whether the interface has this address; undefined as in `heldAddresses`. */
export function holdsAddress(iface: string, ip: IpAddress): boolean | undefined {
  return heldAddresses(iface)?.has(ip);
}

/** The addresses of all interfaces that are up, including the loopback. */
export function addressesHere(): Set<IpAddress> {
  const all = Object.values(networkAddresses()).flatMap(addresses => addresses ?? []);
  return new Set(all.map(({address}) => parseIp(address)));
}

/** The Ethernet interfaces that are up and have one of these addresses; where none has (loopback has it), all that are up. */
export function interfacesHolding(ips: readonly IpAddress[]): string[] {
  const all = ethernetInterfaces().map(({name}) => name);
  const holding = all.filter(name => addressesOf(name).some(address => ips.includes(address as IpAddress)));
  return holding.length > 0 ? holding : all;
}

/** The IPv4 addresses of an interface that is up, the primary one first. */
export function ipv4Addresses(iface: string): Ipv4Address[] {
  return addressesOf(iface).filter(isIpv4).map(parseIpv4);
}

/**
 * An address of the interface that a neighbour on this link can answer to; none of `except`. For IPv4, one in whose network
 * the neighbour is; for IPv6, the link-local one, otherwise any.
 */
export function addressFacing(
  iface: string,
  neighbour: IpAddress,
  except: readonly IpAddress[],
): IpAddress | undefined {
  if (!isOfIpv6(neighbour)) {
    return ipv4Interfaces(iface).find(
      own => isInNetwork(neighbour, own) && !except.includes(own.address) && own.address !== neighbour,
    )?.address;
  }
  const own = addressesOf(iface)
    .filter(isIpv6)
    .map(parseIpv6)
    .filter(address => !except.includes(address));
  return own.find(address => address.startsWith('fe80:')) ?? own[0];
}

/** A global IPv6 address of the interface, in whose network the neighbour is or, without one, any; none of `except`. */
export function globalAddressFacing(
  iface: string,
  neighbour: Ipv6Address,
  except: readonly IpAddress[],
): Ipv6Address | undefined {
  const own = listed(iface)
    .flatMap(({cidr, family}) => (family === 'IPv6' && cidr !== null ? [parseIpInterface(cidr)] : []))
    .filter(({address}) => !address.startsWith('fe80:') && !except.includes(address));
  const near = own.find(each => isInNetwork(neighbour, each)) ?? own[0];
  return near?.address as Ipv6Address | undefined;
}

function ipv4Interfaces(iface: string): Ipv4Interface[] {
  return listed(iface).flatMap(({cidr, family}) =>
    family === 'IPv4' && cidr !== null ? [parseIpv4Interface(cidr)] : [],
  );
}

function addressesOf(iface: string): string[] {
  return listed(iface).map(({address}) => address);
}

function listed(iface: string): NetworkInterfaceInfo[] {
  const own = readLinkInterface(iface)?.name; // it may have been given by another of its names
  return Object.entries(networkAddresses())
    .filter(([name]) => name.split(':')[0] === own) // an address with a label is listed under it, `eth0:vip`
    .flatMap(([, addresses = []]) => addresses);
}

function networkAddresses(): ReturnType<typeof networkInterfaces> {
  try {
    return networkInterfaces();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new VipError('NOT_POSSIBLE', `interfaces: cannot read their addresses: ${reason}`, {cause});
  }
}

/** The interfaces that are up and carry Ethernet frames, in the order of their names. */
export function ethernetInterfaces(): LinkInterface[] {
  return listLinkInterfaces()
    .filter(link => link.isUp && isEthernet(link))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The MACs of all interfaces here. */
export function localMacs(): Set<MacAddress> {
  return new Set(listLinkInterfaces().map(({mac}) => mac));
}
