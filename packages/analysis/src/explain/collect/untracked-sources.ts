/**
 * Addresses without a record that send packets: where only some addresses were asked for, others are in use as well. Bounded.
 *
 * @module
 */

import type {AddressKey} from '@vip/arp';
import type {NetworkName} from '../frames/networks.js';

/** In each network; of any beyond, it is not known. */
const MOST = 16_384;

export class UntrackedSources {
  readonly #of = new Map<number, Set<AddressKey>>();

  note({id}: NetworkName, source: AddressKey): void {
    const known = this.#of.get(id);
    if (known === undefined) this.#of.set(id, new Set([source]));
    else if (known.size < MOST) known.add(source);
  }

  has({id}: NetworkName, key: AddressKey): boolean {
    return this.#of.get(id)?.has(key) === true;
  }
}
