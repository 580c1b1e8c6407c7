/**
 * Finds the virtual routers of an address without a linear search: anyone who can send frames can create
 * hundreds of routers, each with hundreds of addresses.
 *
 * @module
 */

import {type MacAddress, virtualMacOf} from '@vip/arp';
import {placeOf} from '@vip/arp/ownership';
import type {RouterFacts} from '../../claims/router-facts.js';
import type {AddressFacts} from '../facts.js';

class RouterIndex {
  readonly #byAddress = new Map<string, RouterFacts[]>();
  readonly #carp: RouterFacts[] = [];

  constructor(routers: readonly RouterFacts[]) {
    for (const router of routers) {
      if (router.protocol === 'CARP') this.#carp.push(router);
      for (const ip of new Set(router.addresses)) {
        const key = placeOf({ip, network: router.network});
        const others = this.#byAddress.get(key);
        if (others === undefined) this.#byAddress.set(key, [router]);
        else others.push(router);
      }
    }
  }

  of({ip, network, claimRuns, answers}: Carried): RouterFacts[] {
    const named = this.#byAddress.get(placeOf({ip, network})) ?? [];
    const secret = this.#carp.filter(
      router =>
        router.network === network &&
        !named.includes(router) &&
        [...claimRuns, ...answers].some(({mac}) => isMacOfCarp(mac, router.id)),
    );
    return [...named, ...secret];
  }
}

type Carried = Pick<AddressFacts, 'ip' | 'network' | 'claimRuns' | 'answers'>;

/** Facts do not change: an index of an array is valid for as long as the array exists. */
const INDEXES = new WeakMap<readonly RouterFacts[], RouterIndex>();

/** The virtual routers that carry the address. */
export function routersOf(address: Carried, routers: readonly RouterFacts[]): RouterFacts[] {
  let index = INDEXES.get(routers);
  if (index === undefined) {
    index = new RouterIndex(routers);
    INDEXES.set(routers, index);
  }
  return index.of(address);
}

/**
 * Whether a MAC is that of a CARP host, which does not advertise its addresses: those at its virtual MAC
 * (VRRP's for IPv4) are its own.
 */
function isMacOfCarp(mac: MacAddress, id: number): boolean {
  const virtual = virtualMacOf(mac);
  return virtual?.protocol === 'vrrp' && virtual.id === id;
}
