/**
 * Addresses that may have stayed with a machine when others left it: they fell silent there. Pure.
 *
 * @module
 */

import {isLinkLocalKey} from '@vip/arp/internal';
import type {AddressFacts} from '../../facts.js';
import type {AddressRecord} from '../address/address-record.js';
import {machineKey} from './machine-moves.js';
import {silentAt} from './silence.js';

/** @param spoken the facts about each record that is reported anyway, in the same order */
export function stayed(
  records: readonly AddressRecord[],
  spoken: readonly (AddressFacts | undefined)[],
): Set<AddressRecord> {
  const machines = machinesOf(spoken);
  return new Set(
    records.filter((record, index) => spoken[index] === undefined && isLeft(record, machines, records)),
  );
}

/**
 * Whether an address fell silent at one of these machines, and is not the machine's own address, from which
 * the machine would initiate traffic.
 */
function isLeft(
  record: AddressRecord,
  machines: ReadonlySet<string>,
  records: readonly AddressRecord[],
): boolean {
  // Every machine has a link-local address, and a link-local address that moves is advertised.
  if (machines.size === 0 || isLinkLocalKey(record.key)) return false;
  const mac = silentAt(record);
  if (mac === undefined || !machines.has(machineKey(record.network.text, mac))) return false;
  return !records.some(({senders}) => senders.get(record.key)?.isActive === true);
}

/** The machines of each address that several machines had. */
function machinesOf(all: readonly (AddressFacts | undefined)[]): Set<string> {
  return new Set(
    all.flatMap(facts => {
      const macs = new Set([...(facts?.answers ?? []), ...(facts?.claimRuns ?? [])].map(({mac}) => mac));
      return facts === undefined || macs.size < 2 ? [] : [...macs].map(mac => machineKey(facts.network, mac));
    }),
  );
}
