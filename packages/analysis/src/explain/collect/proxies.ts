/**
 * Machines that answer for the addresses of many others. Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {CaptureFacts} from '../facts.js';
import type {AddressTable} from './address-table.js';

/** @param others those that were found by answers for addresses without a record, each with the number of these */
export function proxiesOf(
  table: AddressTable,
  others: ReadonlyMap<MacAddress, number>,
): CaptureFacts['proxies'] {
  const counts = new Map(others);
  for (const {proxies} of table.all()) for (const mac of proxies) counts.set(mac, counts.get(mac) ?? 0);
  if (counts.size === 0) return [];
  // Before it was recognised as one, it was taken for a rival.
  for (const {claimants} of table.all())
    for (const mac of claimants)
      if (counts.has(mac) && claimants.length > 1) counts.set(mac, (counts.get(mac) ?? 0) + 1);
  return [...counts].map(([mac, addresses]) => ({mac, addresses}));
}
