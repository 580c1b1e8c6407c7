/**
 * The state that must survive a restart: each address's owner, its previous owners, and its last announcement.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {KnownOwner} from '../explain/collect/control/known-owner.js';

/** Later versions can read older states; the number increases when the meaning of a field changes. */
export const STATE_VERSION = 1;

export interface KnownAddress extends KnownOwner {
  /** The one of several places that saw it. */
  readonly place?: string;
  /** Its last announcement. Nanoseconds. */
  readonly announcedAt?: bigint;
}

export interface KnownRouter {
  /** The one of several places that heard it. */
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
  /** Time of writing. Nanoseconds. */
  readonly at: bigint;
  readonly addresses: readonly KnownAddress[];
  readonly routers: readonly KnownRouter[];
}

/** The state of one of several places, to be stored with the others'. */
export function stateAt(place: string, state: WatchState): WatchState {
  const placed = <Known>(known: Known) => ({...known, place});
  return {...state, addresses: state.addresses.map(placed), routers: state.routers.map(placed)};
}

/** The state of one place; of a watch of this machine alone if undefined. */
export function stateOfPlace(place: string | undefined, state: WatchState): WatchState {
  const isThere = (known: {readonly place?: string}) => known.place === place;
  return {...state, addresses: state.addresses.filter(isThere), routers: state.routers.filter(isThere)};
}

/** The state by a clock that is this far ahead. Nanoseconds. */
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
