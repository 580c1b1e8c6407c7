/**
 * What a restart of the watch must not lose: each address's owner, its previous owners, and when it was last announced.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {KnownOwner} from '../explain/collect/claim-recorder.js';

/** Read by later versions as well; one that changes the meaning of a field counts up. */
export const STATE_VERSION = 1;

export interface KnownAddress extends KnownOwner {
  /** Which of several places saw it. */
  readonly place?: string;
  /** Its last announcement. Nanoseconds. */
  readonly announcedAt?: bigint;
}

export interface KnownRouter {
  /** Which of several places heard it. */
  readonly place?: string;
  readonly network: string;
  readonly protocol: string;
  readonly vrid: number;
  readonly isIpv6: boolean;
  /** Its master. */
  readonly router: IpAddress;
  readonly lastAt: bigint;
}

export interface WatchState {
  readonly kind: 'watch-state';
  readonly version: number;
  /** When it was written. Nanoseconds. */
  readonly at: bigint;
  readonly addresses: readonly KnownAddress[];
  readonly routers: readonly KnownRouter[];
}

/** Of one of several places, as it is kept with those of the others. */
export function stateAt(place: string, state: WatchState): WatchState {
  const placed = <Known>(known: Known) => ({...known, place});
  return {...state, addresses: state.addresses.map(placed), routers: state.routers.map(placed)};
}

/** What is known of one place; of a watch of this machine alone if undefined. */
export function stateOfPlace(place: string | undefined, state: WatchState): WatchState {
  const isThere = (known: {readonly place?: string}) => known.place === place;
  return {...state, addresses: state.addresses.filter(isThere), routers: state.routers.filter(isThere)};
}

/** The same, by a clock that is this far ahead. Nanoseconds. */
export function stateBy(ahead: bigint, state: WatchState): WatchState {
  if (ahead === 0n) return state;
  const later = (at: bigint) => at + ahead;
  const addresses = state.addresses.map(({heardAt, announcedAt, former, ...known}) => ({
    ...known,
    heardAt: later(heardAt),
    former: former.map(({at, ...one}) => ({...one, at: later(at)})),
    ...(announcedAt === undefined ? {} : {announcedAt: later(announcedAt)}),
  }));
  const routers = state.routers.map(({lastAt, ...known}) => ({...known, lastAt: later(lastAt)}));
  return {...state, at: later(state.at), addresses, routers};
}
