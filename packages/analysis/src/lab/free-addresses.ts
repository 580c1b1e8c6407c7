/**
 * Free addresses for nodes that join a lab. Pure.
 *
 * @module
 */

import {
  formatIpInterface,
  type IpAddress,
  type IpInterface,
  ipFamilyOf,
  ipFromNumber,
  ipToNumber,
  type MacAddress,
  networkSize,
  parseMac,
  VipError,
} from '@vip/arp';
import {counted} from '../text/count-text.js';
import type {LabSettings} from './stations.js';

/** The VIP with its network or, if the VIP has a host prefix, the holder's own address with its network. */
function networkOfLink<A extends IpAddress>({vip, active}: LabSettings<A>): IpInterface<A> {
  return networkSize(ipFamilyOf(vip.address), vip.prefixLength) === 1n ? active.address : vip;
}

/**
 * Unused addresses of the VIP's network, from the VIP upwards, wrapping around.
 *
 * @throws VipError `BAD_ARGUMENT` if the network has too few
 */
export function freeAddresses<A extends IpAddress>(settings: LabSettings<A>, count: number): A[] {
  const vip = networkOfLink(settings);
  const taken = addressesInUse(settings);
  const family = ipFamilyOf(vip.address);
  const size = networkSize(family, vip.prefixLength);
  const start = ipToNumber(vip.address);
  const base = start - (start % size);
  const free: A[] = [];
  for (let step = 1n; step < size && free.length < count; step++) {
    const address = ipFromNumber(base + ((start - base + step) % size), family) as A;
    if (isHostAddress(address, vip) && !taken.has(address)) free.push(address);
  }
  if (free.length < count) {
    throw new VipError(
      'BAD_ARGUMENT',
      `settings: expected a network with ${counted(count, 'free address', 'free addresses')}, got ${free.length} in ${formatIpInterface(vip)}`,
    );
  }
  return free;
}

/** Whether the VIP's network has this many addresses that are not in use. */
export function hasFreeAddresses(settings: LabSettings, count: number): boolean {
  const {address, prefixLength} = settings.vip;
  const unusable = 2n + BigInt(addressesInUse(settings).size);
  return networkSize(ipFamilyOf(address), prefixLength) >= BigInt(count) + unusable;
}

/** All addresses in use, including the VIP. */
export function addressesInUse({vip, ...stations}: Partial<LabSettings>): Set<IpAddress> {
  const taken = Object.values(stations).flatMap(station => station?.address.address ?? []);
  return new Set([...(vip === undefined ? [] : [vip.address]), ...taken]);
}

/**
 * Whether a host may have this address, which excludes the first and the last of a network. In IPv6, the
 * first is the subnet-router anycast address (RFC 4291 §2.6.1), and the last is reserved for anycast (RFC
 * 2526).
 */
export function isHostAddress(address: IpAddress, {prefixLength}: IpInterface): boolean {
  const size = networkSize(ipFamilyOf(address), prefixLength);
  const offset = ipToNumber(address) % size;
  return offset !== 0n && offset !== size - 1n;
}

/** Unused MACs, from the given one upwards. */
export function freeMacs({vip: _, ...stations}: LabSettings, from: MacAddress, count: number): MacAddress[] {
  const taken = new Set<MacAddress>(Object.values(stations).map(({mac}) => mac));
  const free: MacAddress[] = [];
  const prefix = from.slice(0, 9);
  for (let number = Number.parseInt(from.slice(9).replaceAll(':', ''), 16); free.length < count; number++) {
    const digits = (number & 0xffffff).toString(16).padStart(6, '0');
    const mac = parseMac(`${prefix}${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`);
    if (!taken.has(mac)) free.push(mac);
  }
  return free;
}
