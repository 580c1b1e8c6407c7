/**
 * A set of MACs for each network. Bounded.
 *
 * @module
 */

import {type MacAddress, numberOfMac} from '@vip/arp';

/** Maximum number of MACs in each network. */
const MOST = 1024;

export class NetworkMacs {
  readonly #of = new Map<string, Set<number>>();

  /** @param network text of its name. @param mac as a number */
  note(network: string, mac: number): void {
    const known = this.#of.get(network);
    if (known === undefined) this.#of.set(network, new Set([mac]));
    else if (known.size < MOST) known.add(mac);
  }

  has(network: string, mac: MacAddress): boolean {
    return this.#of.size > 0 && this.hasNumber(network, numberOfMac(mac));
  }

  /** @param mac as a number */
  hasNumber(network: string, mac: number): boolean {
    return this.#of.size > 0 && this.#of.get(network)?.has(mac) === true;
  }
}
