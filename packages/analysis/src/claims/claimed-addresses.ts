/**
 * All addresses that a MAC claims: one that claims both ends of a conversation is between them.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Claim} from '@vip/arp/ownership';

const MAX_MACS = 4096;
const MAX_ADDRESSES = 32;

/** How a MAC claims an address. */
interface Claimed {
  /** Whether it asks in its name: who answers for others, as a proxy does, does not. */
  isAsked: boolean;
}

export class ClaimedAddresses {
  /** By network, and by MAC. */
  readonly #of = new Map<string, Map<MacAddress, Map<IpAddress, Claimed>>>();
  /** MACs in all networks. */
  #macs = 0;

  note({network, mac, ip, what}: Pick<Claim, 'network' | 'mac' | 'ip' | 'what'>): void {
    const claimed = this.#claimed(network, mac, ip);
    if (claimed !== undefined && what === 'question') claimed.isAsked = true;
  }

  hasBesides(network: string, mac: MacAddress, ip: IpAddress): boolean {
    for (const [other, ips] of this.#of.get(network) ?? []) if (other !== mac && ips.has(ip)) return true;
    return false;
  }

  has(network: string, mac: MacAddress, ip: IpAddress): boolean {
    return this.#of.get(network)?.get(mac)?.has(ip) === true;
  }

  /** Whether it asks in the name of this address. */
  asksAs(network: string, mac: MacAddress, ip: IpAddress): boolean {
    return this.#of.get(network)?.get(mac)?.get(ip)?.isAsked === true;
  }

  #claimed(network: string, mac: MacAddress, ip: IpAddress): Claimed | undefined {
    const known = this.#of.get(network)?.get(mac) ?? this.#add(network, mac);
    if (known === undefined) return undefined;
    const claimed = known.get(ip);
    if (claimed !== undefined || known.size >= MAX_ADDRESSES) return claimed;
    const made = {isAsked: false};
    known.set(ip, made);
    return made;
  }

  #add(network: string, mac: MacAddress): Map<IpAddress, Claimed> | undefined {
    if (this.#macs >= MAX_MACS) return undefined;
    this.#macs++;
    const own = this.#of.get(network) ?? new Map<MacAddress, Map<IpAddress, Claimed>>();
    const made = new Map<IpAddress, Claimed>();
    this.#of.set(network, own.set(mac, made));
    return made;
  }
}
