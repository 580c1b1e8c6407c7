/**
 * Masters of virtual routers, from their advertisements.
 *
 * Two masters for the duration of an advertisement are normal: the new one is distinguished from a rival by its priority, or by the silence or
 * resignation of the old one (RFC 9568 §6.4). Two that keep advertising are rivals, whatever their MACs: behind one virtual MAC, they differ in
 * their source IP.
 *
 * @module
 */

import {type IpAddress, isOfIpv6, macOfVirtual} from '@vip/arp';
import type {SeenAdvert} from './advert.js';
import type {RouterFacts} from './router-facts.js';
import {RouterRecord} from './router-record.js';

const MAX_ROUTERS = 512;

export class Routers {
  readonly #routers = new Map<string, RouterRecord>();
  readonly #isKept: (ip: IpAddress) => boolean;

  /** @param isKept whether a router with this address is remembered, however many others are heard */
  constructor(isKept: (ip: IpAddress) => boolean = () => false) {
    this.#isKept = isKept;
  }

  /** Takes an advertisement. Returns the addresses of which its sender has just become the master. */
  observe(seen: SeenAdvert): readonly IpAddress[] {
    return this.#record(seen)?.speak(seen) === true ? seen.advert.addresses : [];
  }

  facts(): RouterFacts[] {
    return [...this.#routers.values()].map(record => record.facts());
  }

  /** `00:00:5e:00:01:07 eth0` for each one heard. */
  carpMacs(): string[] {
    return [...this.#routers.values()].flatMap(({protocol, id, network}) =>
      protocol === 'CARP' ? [`${macOfVirtual({protocol: 'vrrp', family: 'IPv4', id})} ${network}`] : [],
    );
  }

  #record({network, router, advert: {protocol, id, addresses}}: SeenAdvert): RouterRecord | undefined {
    // The routers of the two families are separate, whatever their numbers (RFC 5798 §1.6, "virtual router").
    const key = `${protocol} ${isOfIpv6(router) ? 'IPv6' : 'IPv4'} ${id} ${network}`;
    const known = this.#routers.get(key);
    if (known !== undefined) return known;
    if (this.#routers.size >= MAX_ROUTERS && !(addresses.some(this.#isKept) && this.#forgetOne()))
      return undefined;
    const made = new RouterRecord(protocol, id, network);
    this.#routers.set(key, made);
    return made;
  }

  /** Forgets the oldest router that has none of the addresses to be kept. Returns whether there was one. */
  #forgetOne(): boolean {
    for (const [key, record] of this.#routers)
      if (!record.hasAny(this.#isKept)) return this.#routers.delete(key);
    return false;
  }
}
