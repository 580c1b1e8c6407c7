/**
 * Free addresses for nodes that join a lab. Pure.
 *
 * @module
 */

import {
  type Ipv4Address,
  type Ipv4Interface,
  ipv4FromNumber,
  ipv4ToNumber,
  type MacAddress,
  parseMac,
  VipError,
} from '@vip/arp';
import {counted} from './count-text.js';
import type {LabSettings} from './stations.js';

/**
 * Unused addresses of the VIP's network, from the VIP upwards, wrapping around.
 *
 * @throws VipError `BAD_ARGUMENT` if the network does not have that many
 */
export function freeAddresses(settings: LabSettings, count: number): Ipv4Address[] {
  const {vip} = settings;
  const taken = addressesOf(settings);
  const size = 2 ** (32 - vip.prefixLength);
  const start = ipv4ToNumber(vip.address);
  const base = start - (start % size);
  const free: Ipv4Address[] = [];
  for (let step = 1; step < size && free.length < count; step++) {
    const address = ipv4FromNumber(base + ((start - base + step) % size));
    if (isHostAddress(address, vip) && !taken.has(address)) free.push(address);
  }
  if (free.length < count) {
    throw new VipError(
      'BAD_ARGUMENT',
      `settings: expected a network with ${counted(count, 'free address', 'free addresses')}, got ${free.length} in ${vip.address}/${vip.prefixLength}`,
    );
  }
  return free;
}

/** All addresses in use, including the VIP. */
export function addressesOf({vip, ...stations}: Partial<LabSettings>): Set<Ipv4Address> {
  const taken = Object.values(stations).flatMap(station => station?.address.address ?? []);
  return new Set([...(vip === undefined ? [] : [vip.address]), ...taken]);
}

/** The first and the last address of a network are not for hosts. */
export function isHostAddress(address: Ipv4Address, {prefixLength}: Ipv4Interface): boolean {
  const size = 2 ** (32 - prefixLength);
  const offset = ipv4ToNumber(address) % size;
  return offset !== 0 && offset !== size - 1;
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
