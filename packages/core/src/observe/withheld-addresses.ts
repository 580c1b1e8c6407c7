/**
 * Addresses on interfaces that a program holds down (protodown): they stay there unused, and are reported as if they came and went. Pure.
 *
 * @module
 */

import type {AddressEvent, LinkEvent} from '@vip/analysis';
import type {IpAddress} from '@vip/arp';

export class WithheldAddresses {
  readonly #held = new Set<string>();
  readonly #addresses = new Map<string, Set<IpAddress>>();

  /** @returns whether the address is used: one that is added to an interface which is held down is not */
  take({iface, ip, change}: AddressEvent): boolean {
    const own = this.#addresses.get(iface) ?? new Set();
    this.#addresses.set(iface, own);
    if (change === 'added') own.add(ip);
    else own.delete(ip);
    return !this.#held.has(iface);
  }

  /** The changes to an interface's addresses once the kernel says whether it is held down. */
  heldDown({at, node, iface}: LinkEvent, isHeld: boolean): AddressEvent[] {
    if (this.#held.has(iface) === isHeld) return [];
    if (isHeld) this.#held.add(iface);
    else this.#held.delete(iface);
    const change = isHeld ? 'removed' : 'added';
    const own = [...(this.#addresses.get(iface) ?? [])];
    return own.map(ip => ({at, node, kind: 'address', iface, ip, change, protodown: true}));
  }
}
