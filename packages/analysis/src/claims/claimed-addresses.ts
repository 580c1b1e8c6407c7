/**
 * All addresses that a MAC claims: one that claims both ends of a conversation is between them.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Claim} from '@vip/arp/ownership';

const MAX_MACS = 4096;
const MAX_ADDRESSES = 32;

export class ClaimedAddresses {
  /** By network, and by MAC. */
  readonly #of = new Map<string, Map<MacAddress, Set<IpAddress>>>();
  /** MACs in all networks. */
  #macs = 0;

  note({network, mac, ip}: Pick<Claim, 'network' | 'mac' | 'ip'>): void {
    const known = this.#of.get(network)?.get(mac);
    if (known !== undefined) {
      if (known.size < MAX_ADDRESSES) known.add(ip);
      return;
    }
    if (this.#macs >= MAX_MACS) return;
    this.#macs++;
    const own = this.#of.get(network) ?? new Map<MacAddress, Set<IpAddress>>();
    this.#of.set(network, own.set(mac, new Set([ip])));
  }

  hasBesides(network: string, mac: MacAddress, ip: IpAddress): boolean {
    for (const [other, ips] of this.#of.get(network) ?? []) if (other !== mac && ips.has(ip)) return true;
    return false;
  }

  has(network: string, mac: MacAddress, ip: IpAddress): boolean {
    return this.#of.get(network)?.get(mac)?.has(ip) === true;
  }
}
