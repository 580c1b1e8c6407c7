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
  readonly #byMac = new Map<string, Set<IpAddress>>();

  note({network, mac, ip}: Pick<Claim, 'network' | 'mac' | 'ip'>): void {
    const key = `${mac} ${network}`;
    const known = this.#byMac.get(key);
    if (known === undefined) {
      if (this.#byMac.size < MAX_MACS) this.#byMac.set(key, new Set([ip]));
    } else if (known.size < MAX_ADDRESSES) known.add(ip);
  }

  hasBesides(network: string, mac: MacAddress, ip: IpAddress): boolean {
    const own = `${mac} ${network}`;
    for (const [key, ips] of this.#byMac)
      if (key !== own && key.endsWith(` ${network}`) && ips.has(ip)) return true;
    return false;
  }

  has(network: string, mac: MacAddress, ip: IpAddress): boolean {
    return this.#byMac.get(`${mac} ${network}`)?.has(ip) === true;
  }
}
