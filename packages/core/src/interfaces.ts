/**
 * What this network namespace has: interfaces, their MACs and addresses. Read from /sys and the C library, so
 * that nothing has to be started.
 *
 * @module
 */

import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {type NetworkInterfaceInfo, networkInterfaces} from 'node:os';
import {
  type IpAddress,
  type Ipv4Address,
  type Ipv4Interface,
  isInNetwork,
  isIpv4,
  isIpv6,
  isOfIpv6,
  type MacAddress,
  parseIp,
  parseIpv4,
  parseIpv4Interface,
  parseIpv6,
  parseMac,
  VipError,
} from '@vip/arp';

const SYSFS = '/sys/class/net';

/** `ARPHRD_ETHER` and `ARPHRD_LOOPBACK` of <linux/if_arp.h>: libpcap delivers Ethernet frames on both. */
const ETHERNET_TYPES: ReadonlySet<string> = new Set(['1', '772']);

/** `IFF_UP` of <linux/if.h>. */
const IFF_UP = 0x1;

/**
 * The MAC of an interface.
 *
 * @throws VipError `NO_INTERFACE`
 */
export function interfaceMac(iface: string): MacAddress {
  const mac = existsSync(`${SYSFS}/${iface}`) ? read(iface, 'address') : undefined;
  if (mac === undefined)
    throw new VipError('NO_INTERFACE', `interface ${iface}: there is none (see: ip link)`);
  return parseMac(mac);
}

/**
 * The addresses of an interface. Undefined while it is down or has no carrier: then libuv does not list them,
 * whatever it has.
 */
export function heldAddresses(iface: string): Set<IpAddress> | undefined {
  if (read(iface, 'carrier') !== '1') return undefined;
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

/** The IPv4 addresses of an interface that is up, the primary one first. */
export function ipv4Addresses(iface: string): Ipv4Address[] {
  return addressesOf(iface).filter(isIpv4).map(parseIpv4);
}

/**
 * An address of the interface that a neighbour answers to on this link; none of `except`. For IPv4 one in whose network
 * the neighbour is, for IPv6 the link-local one, or else any.
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

function ipv4Interfaces(iface: string): Ipv4Interface[] {
  return listed(iface).flatMap(({cidr, family}) =>
    family === 'IPv4' && cidr !== null ? [parseIpv4Interface(cidr)] : [],
  );
}

function addressesOf(iface: string): string[] {
  return listed(iface).map(({address}) => address);
}

function listed(iface: string): NetworkInterfaceInfo[] {
  return Object.entries(networkInterfaces())
    .filter(([name]) => name.split(':')[0] === iface) // an address with a label is listed under it, `eth0:vip`
    .flatMap(([, addresses = []]) => addresses);
}

/** The interfaces that are up and carry Ethernet frames, in the order of their names. */
export function ethernetInterfaces(): string[] {
  return readdirSync(SYSFS)
    .filter(iface => ETHERNET_TYPES.has(read(iface, 'type') ?? '') && isUp(iface))
    .sort();
}

/** The MACs of all interfaces here. */
export function localMacs(): Set<MacAddress> {
  const macs = readdirSync(SYSFS).flatMap(iface => {
    const mac = read(iface, 'address');
    return mac !== undefined && /^(..:){5}..$/.test(mac) ? [parseMac(mac)] : [];
  });
  return new Set(macs);
}

function isUp(iface: string): boolean {
  return (Number(read(iface, 'flags') ?? 0) & IFF_UP) !== 0;
}

function read(iface: string, attribute: string): string | undefined {
  try {
    return readFileSync(`${SYSFS}/${iface}/${attribute}`, 'utf8').trim();
  } catch {
    return undefined; // it went away between the listing and the look
  }
}
