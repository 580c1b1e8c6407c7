/**
 * The masters of virtual routers, and how long each has been silent.
 *
 * @module
 */

import {type IpAddress, isOfIpv6, type MacAddress} from '@vip/arp';
import {RIVAL_ADVERTS} from '../claims/rivalry.js';
import type {RouterFacts} from '../claims/router-facts.js';
import {masterDownNs} from '../claims/router-record.js';
import type {AdvertGapEvent, AdvertGapOverEvent, RouterEvent} from './event.js';
import type {KnownRouter} from './state.js';

/** Addresses named in the report of a gap. */
const MAX_TOLD = 16;

/** Its state, for metrics. */
export interface RouterFigures {
  readonly network: string;
  readonly protocol: string;
  readonly vrid: number;
  readonly isIpv6: boolean;
  readonly router: IpAddress;
  readonly mac: MacAddress | undefined;
  readonly priority: number;
  /** Time of the master's last advertisement. Nanoseconds. */
  readonly lastAt: bigint;
  readonly intervalNs: bigint;
}

export interface RouterLook {
  readonly now: bigint;
  /** Time of the last frame on an interface. Nanoseconds. */
  readonly lastSeenAt: bigint;
  readonly isWatched: (ip: IpAddress) => boolean;
}

export class RouterWatch {
  #gap: AdvertGapEvent | undefined;
  #figures: RouterFigures | undefined;
  #news = '';

  constructor(readonly key: string) {}

  look(router: RouterFacts, look: RouterLook): RouterEvent[] {
    const master = router.masters.at(-1);
    if (master === undefined) return [];
    const {network, protocol, id: vrid, intervalNs} = router;
    const speaker = router.speakers.find(one => one.router === master.router);
    const isIpv6 = isOfIpv6(master.router);
    this.#figures = {
      ...{network, protocol, vrid, isIpv6, router: master.router, mac: master.mac},
      ...{priority: speaker?.priority ?? master.priority, lastAt: master.last.at, intervalNs},
    };
    return [...this.#over(this.#figures), ...this.#begin(router, look)];
  }

  /** Whether something new may change the verdicts on its addresses, or the master has fallen silent. */
  isNews({masters, speakers, rivalries, masterless}: RouterFacts): boolean {
    const rivals = rivalries.map(({count, isMutual}) => `${count >= RIVAL_ADVERTS} ${isMutual}`);
    const heard = [masters.length, masters.at(-1)?.resigned, masterless.length, ...rivals];
    const said = speakers.flatMap(({lists, changes}) => [lists.length, changes.length]);
    const news = [...heard, ...said].join();
    const isNew = news !== this.#news;
    this.#news = news;
    // Rivals continue to advertise.
    return isNew || this.#gap !== undefined || rivalries.length > 0;
  }

  get figures(): RouterFigures | undefined {
    return this.#figures;
  }

  known(): KnownRouter | undefined {
    if (this.#figures === undefined) return undefined;
    const {network, protocol, vrid, isIpv6, router, lastAt} = this.#figures;
    return {network, protocol, vrid, isIpv6, router, lastAt};
  }

  #over({network, protocol, vrid, router, lastAt}: RouterFigures): AdvertGapOverEvent[] {
    const gap = this.#gap;
    if (gap === undefined || lastAt <= gap.at) return [];
    this.#gap = undefined;
    const {id, at: since} = gap;
    return [
      {
        ...{kind: 'advert-gap-over', id, revision: 1, at: lastAt, network, protocol, vrid, router},
        ...{since, lastedNs: lastAt - since},
      },
    ];
  }

  #begin({addresses, masters}: RouterFacts, {now, lastSeenAt, isWatched}: RouterLook): AdvertGapEvent[] {
    const figures = this.#figures;
    const master = masters.at(-1);
    if (figures === undefined || master === undefined || this.#gap !== undefined) return [];
    const {network, protocol, vrid, router, intervalNs, lastAt} = figures;
    const isKnown = master.count > 1 || master.resigned;
    if (!isKnown || now - lastAt <= masterDownNs(intervalNs)) return [];
    const isAllSilent = lastSeenAt - lastAt <= intervalNs;
    this.#gap = {
      ...{kind: 'advert-gap', id: `${this.key}/gap/${lastAt}`, revision: 0, at: lastAt, network, protocol},
      ...{vrid, router, intervalNs, addresses: addresses.filter(isWatched).slice(0, MAX_TOLD)},
      ...(isAllSilent ? {isAllSilent} : {}),
    };
    return [this.#gap];
  }
}

/** A VRID in IPv4 and in IPv6 denotes two virtual routers (RFC 5798 §1.6). */
export function routerKey({network, protocol, id, masters}: RouterFacts): string {
  const [first] = masters;
  const family = first !== undefined && isOfIpv6(first.router) ? 'IPv6' : 'IPv4';
  return `${network}/${protocol}/${family}/${id}`;
}
