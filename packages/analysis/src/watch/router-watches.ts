/**
 * The virtual routers of the watched addresses.
 *
 * @module
 */

import {type IpAddress, isOfIpv6} from '@vip/arp';
import type {Mastership, RouterFacts} from '../claims/router-facts.js';
import {interfaceIn} from '../explain/frames/networks.js';
import type {RouterEvent} from './event.js';
import {type RouterFigures, RouterWatch, routerKey} from './router-watch.js';
import type {KnownRouter, WatchState} from './state.js';

/** VRRP has 255 VRIDs per family in each network. */
const MAX_ROUTERS = 512;
/** Maximum number of interfaces whose last frame is remembered. */
const MAX_IFACES = 64;

export interface Touched {
  readonly ips: Set<IpAddress>;
  /** Addresses of a router that does not name them (CARP). */
  readonly networks: Set<string>;
}

/** The master differs from the saved one. */
export interface UnwatchedChange {
  readonly facts: RouterFacts;
  readonly from: IpAddress;
  readonly to: Mastership;
}

export class RouterWatches {
  readonly #all = new Map<string, RouterWatch>();
  #touched: Touched = {ips: new Set(), networks: new Set()};
  readonly #seenAt = new Map<string, bigint>();
  readonly #resumed: readonly KnownRouter[];
  #unwatched: UnwatchedChange[] = [];

  constructor(state: WatchState | undefined) {
    this.#resumed = state?.routers ?? [];
  }

  /** Records a frame on an interface. */
  saw(iface: string, at: bigint): void {
    if (this.#seenAt.size < MAX_IFACES || this.#seenAt.has(iface)) this.#seenAt.set(iface, at);
  }

  look(routers: readonly RouterFacts[], now: bigint, isWatched: (ip: IpAddress) => boolean): RouterEvent[] {
    return routers.flatMap(router => {
      const watch = this.#watchOf(router, isWatched);
      if (watch === undefined) return [];
      const iface = interfaceIn(router.network);
      const lastSeenAt = this.#seenAt.get(iface) ?? now;
      const told = watch.look(router, {now, lastSeenAt, isWatched});
      if (watch.isNews(router)) this.#touch(router);
      return told;
    });
  }

  /** Addresses of routers with news, or that have fallen silent, until the next look. */
  takeTouched(): Touched {
    const touched = this.#touched;
    this.#touched = {ips: new Set(), networks: new Set()};
    return touched;
  }

  /** Masters that changed since the watch last ended, each reported once. */
  takeUnwatched(): readonly UnwatchedChange[] {
    const unwatched = this.#unwatched;
    this.#unwatched = [];
    return unwatched;
  }

  known(): KnownRouter[] {
    const heard = [...this.#all.values()].flatMap(watch => watch.known() ?? []);
    const others = this.#resumed.filter(
      one =>
        !heard.some(
          ({network, vrid, protocol}) =>
            one.network === network && one.vrid === vrid && one.protocol === protocol,
        ),
    );
    return [...heard, ...others];
  }

  figures(): RouterFigures[] {
    return [...this.#all.values()].flatMap(({figures}) => figures ?? []);
  }

  #touch({protocol, addresses, network}: RouterFacts): void {
    const {ips, networks} = this.#touched;
    if (protocol === 'CARP') networks.add(network);
    for (const ip of addresses) ips.add(ip);
  }

  #resume(facts: RouterFacts): void {
    const [to] = facts.masters;
    if (to === undefined) return;
    const isIpv6 = isOfIpv6(to.router);
    const known = this.#resumed.find(
      one =>
        one.network === facts.network &&
        one.protocol === facts.protocol &&
        one.vrid === facts.id &&
        one.isIpv6 === isIpv6,
    );
    if (known !== undefined && known.router !== to.router)
      this.#unwatched.push({facts, from: known.router, to});
  }

  #watchOf(router: RouterFacts, isWatched: (ip: IpAddress) => boolean): RouterWatch | undefined {
    const key = routerKey(router);
    const known = this.#all.get(key);
    if (known !== undefined) return known;
    // CARP does not name its addresses.
    const isOurs = router.protocol === 'CARP' || router.addresses.some(isWatched);
    if (!isOurs || this.#all.size >= MAX_ROUTERS) return undefined;
    const made = new RouterWatch(key);
    this.#all.set(key, made);
    this.#resume(router);
    return made;
  }
}
