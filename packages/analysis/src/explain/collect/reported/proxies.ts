/**
 * Machines that answer for the addresses of many other machines. Pure.
 *
 * @module
 */

import {type AddressKey, addressOfKey, keyOf, type MacAddress, numberOfMac, UNKNOWN_MAC} from '@vip/arp';
import {type ClaimedAddresses, LIKE_A_PROXY} from '../../../claims/claimed-addresses.js';
import {sum} from '../../../collections/sum.js';
import type {CaptureFacts} from '../../capture-facts.js';
import type {AddressRecord} from '../address/address-record.js';
import type {AddressTable} from '../address/address-table.js';
import type {UntrackedSources} from '../untracked-sources.js';

/**
 * A proxy for many addresses is recognised by their owners, which answer as well (`others`); a proxy for idle addresses, by the fact that it only
 * answers stations that ask for them, and that none of these addresses ever serves anybody.
 *
 * @param untracked addresses without a record that are in use
 * @param others proxies that were found by answers for addresses without a record, each with the number of these addresses
 */
export function proxiesOf(
  table: AddressTable,
  others: ReadonlyMap<MacAddress, number>,
  claimed: ClaimedAddresses,
  untracked: UntrackedSources,
): CaptureFacts['proxies'] {
  const counts = new Map(others);
  for (const {proxies} of table.all()) for (const mac of proxies) counts.set(mac, counts.get(mac) ?? 0);
  for (const [mac, idle] of proxiesOfIdle(table, claimed, untracked))
    if (!counts.has(mac)) counts.set(mac, idle);
  if (counts.size === 0) return [];
  // Until it was recognised as a proxy, it was taken for a rival. Those without a record were counted together with those that have one.
  const recorded = new Map<MacAddress, number>();
  for (const {claimants} of table.all())
    for (const mac of claimants)
      if (counts.has(mac) && claimants.length > 1) recorded.set(mac, (recorded.get(mac) ?? 0) + 1);
  return [...counts].map(([mac, addresses]) => ({
    mac,
    addresses: others.has(mac)
      ? Math.max(addresses, recorded.get(mac) ?? 0)
      : addresses + (recorded.get(mac) ?? 0),
  }));
}

/** Machines that answer beside the owner of an address as they do for idle addresses, with the number of the latter. */
function proxiesOfIdle(
  table: AddressTable,
  claimed: ClaimedAddresses,
  untracked: UntrackedSources,
): Map<MacAddress, number> {
  const found = new Map<MacAddress, number>();
  for (const record of table.all()) {
    const {claimants, network} = record;
    if (claimants.length < 2) continue;
    for (const mac of claimants) {
      if (found.has(mac) || !claimed.isOnlyAnswered(network.text, mac, addressOfKey(record.key))) continue;
      const isIdle = (key: AddressKey) =>
        table.find(network, key)?.isServing !== true && !untracked.has(network, key);
      const idle = claimed.answeredAlone(network.text, mac).filter(ip => isIdle(keyOf(ip))).length;
      if (idle >= LIKE_A_PROXY && !isServedBy(record, mac)) found.set(mac, idle);
    }
  }
  return found;
}

/** Whether any question sent to this MAC was answered; where no frame shows to which it was sent, whether any was answered from it. */
function isServedBy(record: AddressRecord, mac: MacAddress): boolean {
  const runs = [...record.senders.values()].flatMap(sender => sender.runs.all);
  const to = numberOfMac(mac);
  if (runs.some(run => run.mac === to && run.answered > 0)) return true;
  return runs.every(run => run.mac === UNKNOWN_MAC) && answersMore(record, mac);
}

/** Whether this MAC answered anything besides requests for it. */
function answersMore({spoken, control, clock}: AddressRecord, mac: MacAddress): boolean {
  const own = (spoken?.facts(clock) ?? []).filter(run => run.mac === mac);
  const claims = control.claimants.runs.filter(run => run.mac === mac);
  return sum(own, ({answers}) => answers) > sum(claims, ({count}) => count);
}
