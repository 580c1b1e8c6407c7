/**
 * Addresses for what joins a lab besides its stations. Pure.
 *
 * @module
 */

import type {LabSettings, Station} from '@vip/analysis';
import {type Ipv4Address, ipv4FromNumber, ipv4ToNumber, type MacAddress, parseMac, VipError} from '@vip/arp';

/**
 * Addresses of the VIP's network that nobody has, from the VIP upwards and round.
 *
 * @throws VipError `BAD_ARGUMENT` when the network has not so many
 */
export function freeAddresses({vip, ...stations}: LabSettings, count: number): Ipv4Address[] {
  const taken = new Set<Ipv4Address>(Object.values(stations).map(({address}: Station) => address.address));
  const size = 2 ** (32 - vip.prefixLength);
  const start = ipv4ToNumber(vip.address);
  const base = start - (start % size);
  const free: Ipv4Address[] = [];
  for (let step = 1; step < size && free.length < count; step++) {
    const offset = (start - base + step) % size;
    const address = ipv4FromNumber(base + offset);
    // The first and the last of a network are not for hosts.
    if (offset !== 0 && offset !== size - 1 && !taken.has(address)) free.push(address);
  }
  if (free.length < count) {
    throw new VipError(
      'BAD_ARGUMENT',
      `settings: expected a network with ${count} free addresses, got ${free.length} in ${vip.address}/${vip.prefixLength}`,
    );
  }
  return free;
}

/** MACs that nobody has, from one upwards. */
export function freeMacs({vip: _, ...stations}: LabSettings, from: MacAddress, count: number): MacAddress[] {
  const taken = new Set<MacAddress>(Object.values(stations).map(({mac}: Station) => mac));
  const free: MacAddress[] = [];
  const prefix = from.slice(0, 9);
  for (let number = Number.parseInt(from.slice(9).replaceAll(':', ''), 16); free.length < count; number++) {
    const digits = (number & 0xffffff).toString(16).padStart(6, '0');
    const mac = parseMac(`${prefix}${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`);
    if (!taken.has(mac)) free.push(mac);
  }
  return free;
}
