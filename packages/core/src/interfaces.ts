/**
 * The interfaces of this network namespace, their MACs and addresses. Queried from the kernel by netlink, so that no
 * process has to be started.
 *
 * @module
 */

import {
  type IpAddress,
  type Ipv4Address,
  type Ipv6Address,
  isInNetwork,
  isOfIpv6,
  keyOf,
  type MacAddress,
  VipError,
} from '@vip/arp';
import {isLinkLocalKey} from '@vip/arp/internal';
import {noInterface} from '@vip/arp/internal/link';
import {
  isEthernet,
  type LinkAddress,
  type LinkInterface,
  listLinkAddresses,
  listLinkInterfaces,
  readLinkInterface,
} from '@vip/arp/link';

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

/** The addresses of an interface. Undefined while it is down, because then nothing is answered, whatever addresses it has. */
export function heldAddresses(iface: string): Set<IpAddress> | undefined {
  const state = readLinkInterface(iface);
  return state?.isUp === true ? new Set(addressesOf(state)) : undefined;
}

/** Whether the interface has this address; undefined as in `heldAddresses`. */
export function holdsAddress(iface: string, ip: IpAddress): boolean | undefined {
  return heldAddresses(iface)?.has(ip);
}

/** The addresses of all interfaces that are up, including the loopback. */
export function addressesHere(): Set<IpAddress> {
  const up = new Set(
    listLinkInterfaces()
      .filter(({isUp}) => isUp)
      .map(({index}) => index),
  );
  return new Set(
    listLinkAddresses()
      .filter(({index}) => up.has(index))
      .map(({address}) => address),
  );
}

/** The Ethernet interfaces that are up and have one of these addresses; if none has (because the loopback has it), all that are up. */
export function interfacesHolding(ips: readonly IpAddress[]): string[] {
  const all = ethernetInterfaces();
  const holding = all.filter(state => addressesOf(state).some(address => ips.includes(address)));
  return (holding.length > 0 ? holding : all).map(({name}) => name);
}

/** The Ethernet interfaces that are up and in the network of one of these addresses. */
export function interfacesFacing(ips: readonly IpAddress[]): string[] {
  return ethernetInterfaces()
    .filter(({index}) => listLinkAddresses(index).some(own => ips.some(ip => isInNetwork(ip, own))))
    .map(({name}) => name);
}

/** The IPv4 addresses of an interface that is up, the primary one first. */
export function ipv4Addresses(iface: string): Ipv4Address[] {
  return networksOf(iface)
    .map(({address}) => address)
    .filter(isOfIpv4);
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
  const own = networksOf(iface, except);
  if (!isOfIpv6(neighbour)) {
    return own.find(each => isInNetwork(neighbour, each) && each.address !== neighbour)?.address;
  }
  const addresses = own.map(({address}) => address).filter(isOfIpv6);
  return addresses.find(address => isLinkLocalKey(keyOf(address))) ?? addresses[0];
}

/** A global IPv6 address of the interface: one in whose network the neighbour is, otherwise any; none of `except`. */
export function globalAddressFacing(
  iface: string,
  neighbour: Ipv6Address,
  except: readonly IpAddress[],
): Ipv6Address | undefined {
  const own = networksOf(iface, except).filter(
    ({address}) => isOfIpv6(address) && !isLinkLocalKey(keyOf(address)),
  );
  const near = own.find(each => isInNetwork(neighbour, each)) ?? own[0];
  return near?.address as Ipv6Address | undefined;
}

function isOfIpv4(address: IpAddress): address is Ipv4Address {
  return !isOfIpv6(address);
}

/** The networks of an interface that is up, by any of its names. */
function networksOf(iface: string, except: readonly IpAddress[] = []): LinkAddress[] {
  const state = readLinkInterface(iface);
  if (state?.isUp !== true) return [];
  return listLinkAddresses(state.index).filter(({address}) => !except.includes(address));
}

function addressesOf({index}: LinkInterface): IpAddress[] {
  return listLinkAddresses(index).map(({address}) => address);
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
