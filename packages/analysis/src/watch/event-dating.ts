/**
 * Events relabelled for one of several places, or converted to another clock. Pure.
 *
 * @module
 */

import type {Interval} from '../collections/intervals.js';
import type {AskedTimesEvent, WatchedEvent} from './event.js';

/** The event, marked with the place that saw it: the same name may denote different things at two places. */
export function seenAt(place: string, event: WatchedEvent): WatchedEvent {
  const named = (id: string) => `${place}/${id}`;
  const placed = {...event, id: named(event.id), place};
  if (placed.kind !== 'dark-over' || placed.move === undefined) return placed;
  return {...placed, move: named(placed.move)};
}

/** The event by a clock that is this far ahead. Nanoseconds. */
export function datedBy(event: WatchedEvent, ahead: bigint): WatchedEvent {
  if (ahead === 0n) return event;
  const since = 'since' in event && event.since !== undefined ? {since: event.since + ahead} : {};
  const isAfter = 'lastAnswer' in event && event.lastAnswer !== undefined;
  const answer = isAfter ? {lastAnswer: (event.lastAnswer as bigint) + ahead} : {};
  const later = ({from, to}: Interval) => ({from: from + ahead, to: to + ahead});
  const stretches = event.kind === 'asked' ? askedLater(event, later) : {};
  return {...event, at: event.at + ahead, ...since, ...answer, ...stretches} as WatchedEvent;
}

function askedLater(
  {stretches, services}: AskedTimesEvent,
  later: (stretch: Interval) => Interval,
): Pick<AskedTimesEvent, 'stretches' | 'services'> {
  if (services === undefined) return {stretches: stretches.map(later)};
  const ofServices = services.map(one => ({...one, stretches: one.stretches.map(later)}));
  return {stretches: stretches.map(later), services: ofServices};
}
