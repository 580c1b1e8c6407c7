/**
 * Who has which MAC, and what part he plays. Pure.
 *
 * @module
 */

import type {LabSettings} from '@vip/analysis';
import type {MacAddress} from '@vip/arp';
import type {StationData, StationRole} from './data.js';

const OWNER_ROLES: readonly StationRole[] = ['active', 'passive', 'rogue'];

export class Stations {
  readonly list: StationData[] = [];
  readonly #byMac = new Map<string, number>();

  add(mac: MacAddress, node: string, role: StationRole): void {
    if (this.#byMac.has(mac)) return;
    this.#byMac.set(mac, this.list.length);
    this.list.push({mac, node, role});
  }

  /** Its number; one that nobody named is another's. */
  ofMac(mac: MacAddress): number | undefined {
    this.add(mac, '', 'other');
    return this.#byMac.get(mac);
  }

  /** The same for one that had the address: the first two and the third are told apart by colour and pattern. */
  ofOwner(mac: MacAddress): number | undefined {
    this.add(mac, '', OWNER_ROLES[this.list.length] ?? 'other');
    return this.#byMac.get(mac);
  }

  ofNode(node: string): number | undefined {
    const number = this.list.findIndex(station => station.node === node);
    return number < 0 ? undefined : number;
  }
}

/** The stations of a lab, the two holders first; none that is known where there is no lab. */
export function knownStations(settings: LabSettings | undefined): Stations {
  const stations = new Stations();
  if (settings === undefined) return stations;
  const {active, passive, client, ext, router, routerRemote, remote, rogue} = settings;
  stations.add(active.mac, active.node, 'active');
  stations.add(passive.mac, passive.node, 'passive');
  if (rogue !== undefined) stations.add(rogue.mac, rogue.node, 'rogue');
  for (const {mac, node} of [client, ext, router, routerRemote, remote]) stations.add(mac, node, 'other');
  return stations;
}
