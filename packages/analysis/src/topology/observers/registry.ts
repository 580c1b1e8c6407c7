/**
 * All kinds of observers, from near to far, and the stations that follow from them. Pure.
 *
 * @module
 */

import * as all from './all.js';
import type {ObserverKind, ObserverPlace, UsualStation} from './observer-kind.js';

type Kind = (typeof all)[keyof typeof all];

/** The stations of every lab other than its holders: the observers, and the gateway's interfaces on the far side. */
export type ObservingStation = Kind['name'] | Extract<Kind, {gateway: UsualStation}>['gateway']['name'];

/** A kind whose name is known. */
export type NamedObserverKind = ObserverKind & {readonly name: Kind['name']};

const FROM_NEAR_TO_FAR: readonly ObserverPlace[] = ['segment', 'gateway', 'behind-gateway'];

/** In the order in which they are reported. */
export const OBSERVER_KINDS: readonly NamedObserverKind[] = FROM_NEAR_TO_FAR.flatMap(place =>
  Object.values(all).filter(kind => kind.place === place),
);

/** The observers on the VIP's network, the gateway last. Their own caches decide where their packets go. */
export const NEAR: readonly Kind['name'][] = OBSERVER_KINDS.filter(
  ({place}) => place !== 'behind-gateway',
).map(({name}) => name);

/** The observers behind the gateway, each after the gateway's interface that leads to it. */
export const FAR: readonly (readonly [gateway: ObservingStation, station: ObservingStation])[] =
  OBSERVER_KINDS.flatMap(({name, gateway}) =>
    gateway === undefined ? [] : [[gateway.name as ObservingStation, name] as const],
  );

/** `NEAR`, without the kinds that did not exist when these settings were saved. */
export function nearIn(settings: object): readonly Kind['name'][] {
  return NEAR.filter(name => Object.hasOwn(settings, name));
}

/** `FAR`, without the kinds that did not exist when these settings were saved. */
export function farIn(settings: object): typeof FAR {
  return FAR.filter(pair => pair.every(name => Object.hasOwn(settings, name)));
}

/** Every station of an observer kind, in that order. */
export const OBSERVING_STATIONS: readonly (UsualStation & {readonly name: ObservingStation})[] =
  OBSERVER_KINDS.flatMap(kind => [
    ...(kind.gateway === undefined ? [] : [{...kind.gateway, name: kind.gateway.name as ObservingStation}]),
    kind,
  ]);
