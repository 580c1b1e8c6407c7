/**
 * Stations, their MACs and their roles. Pure.
 *
 * @module
 */

import type {Placed, TopologyRole} from '@vip/analysis/internal';
import type {MacAddress} from '@vip/arp';
import type {StationData, StationRole} from './run-data.js';

const OWNERS: Partial<Record<TopologyRole, StationRole>> = {
  holder: 'active',
  candidate: 'passive',
  rogue: 'rogue',
};

const OWNER_ROLES = Object.values(OWNERS);

export class Stations {
  readonly list: StationData[] = [];
  readonly #byMac = new Map<string, number>();

  add(mac: MacAddress, node: string, role: StationRole): void {
    if (this.#byMac.has(mac)) return;
    this.#byMac.set(mac, this.list.length);
    this.list.push({mac, node, role});
  }

  /** The number of a MAC's station; an unnamed MAC belongs to another machine. */
  ofMac(mac: MacAddress): number | undefined {
    this.add(mac, '', 'other');
    return this.#byMac.get(mac);
  }

  /** The same for a MAC that had the address: the first two and the third are distinguished by colour and pattern. */
  ofOwner(mac: MacAddress): number | undefined {
    this.add(mac, '', OWNER_ROLES[this.list.length] ?? 'other');
    return this.#byMac.get(mac);
  }

  ofNode(node: string): number | undefined {
    const number = this.list.findIndex(station => station.node === node);
    return number < 0 ? undefined : number;
  }
}

/** The stations of a lab, the two holders first; without a lab, none is known. */
export function knownStations(placed: readonly Placed[]): Stations {
  const stations = new Stations();
  for (const {mac, node, role} of placed) stations.add(mac, node, OWNERS[role] ?? 'other');
  return stations;
}
