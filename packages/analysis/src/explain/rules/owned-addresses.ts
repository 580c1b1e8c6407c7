/**
 * The addresses of each machine, indexed by owner, because each move concerns one machine: searching all addresses for each move would take hours
 * in a capture of a scan.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import {machineKey} from '../collect/reported/machine-moves.js';
import type {AddressFacts} from '../facts.js';
import type {JudgedAddress} from '../handovers/handover.js';

/** Of one machine in one network: the addresses that it ever owned, and those about which it was heard at all. */
interface Owned {
  readonly owned: JudgedAddress[];
  readonly neighbours: AddressFacts[];
}

export const NOBODY: Owned = {owned: [], neighbours: []};

/** By `machineKey`, and by MAC alone for a machine that has the same MAC in several VLANs. */
export function subjectsByOwner(subjects: readonly JudgedAddress[]): {
  readonly byOwner: ReadonlyMap<string, Owned>;
  readonly byMac: ReadonlyMap<MacAddress, JudgedAddress[]>;
} {
  const byOwner = new Map<string, Owned>();
  const byMac = new Map<MacAddress, JudgedAddress[]>();
  const of = (network: string, mac: MacAddress) => {
    const key = machineKey(network, mac);
    const known = byOwner.get(key);
    if (known !== undefined) return known;
    const made: Owned = {owned: [], neighbours: []};
    byOwner.set(key, made);
    return made;
  };
  for (const subject of subjects) {
    const {address, changes} = subject;
    const owners = [firstOwner(subject)?.mac, ...changes.handovers.map(({to}) => to)];
    for (const mac of new Set(owners)) {
      if (mac === undefined) continue;
      of(address.network, mac).owned.push(subject);
      const own = byMac.get(mac);
      if (own === undefined) byMac.set(mac, [subject]);
      else own.push(subject);
    }
    const heard = [...address.claimRuns, ...address.answers].map(({mac}) => mac);
    for (const mac of new Set(heard)) of(address.network, mac).neighbours.push(address);
  }
  return {byOwner, byMac};
}

/** If nobody claims it, the machine that answers. */
export function firstOwner({
  address,
  changes: {first},
}: JudgedAddress): (Mark & {readonly mac: MacAddress}) | undefined {
  const [run] = address.answers;
  return first ?? (run && {...run.first, mac: run.mac});
}
