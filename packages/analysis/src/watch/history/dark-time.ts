/**
 * The share of the known time in which something was dark. Pure.
 *
 * @module
 */

import {type Interval, lengthOf, merged, overlap} from '../../collections/intervals.js';
import type {Bounds} from '../../outages/outage.js';
import type {Incident} from './incident.js';

/** The share of the known time in which it was answered, from 0 to 1. */
export interface Availability {
  readonly least: number;
  readonly most: number;
}

/** The longest interval in which it may have been dark. */
export function outer({at, darkFrom = at, leastNs, mostNs}: Incident, span: Interval): Interval {
  const to = darkFrom + (mostNs ?? leastNs ?? 0n);
  return {from: darkFrom, to: to < span.to ? to : span.to};
}

export function darkIn(
  incidents: readonly Incident[],
  unknown: readonly Interval[],
  span: Interval,
  knownNs: bigint,
): Required<Bounds> {
  const dark = incidents.filter(({leastNs}) => leastNs !== undefined);
  const possible = merged(dark.map(one => outer(one, span)));
  const certain = merged(
    dark.map(one => ({...outer(one, span), to: outer(one, span).from + (one.leastNs ?? 0n)})),
  );
  const knownOf = (all: readonly Interval[]) =>
    lengthOf(all) - all.reduce((sum, one) => sum + overlap(one, unknown), 0n);
  const within = (ns: bigint, limit: bigint) => (ns < 0n ? 0n : ns > limit ? limit : ns);
  const mostNs = within(knownOf(possible), knownNs);
  return {leastNs: within(knownOf(certain), mostNs), mostNs};
}

export function availabilityOf(
  {leastNs, mostNs}: Required<Bounds>,
  knownNs: bigint,
): Availability | undefined {
  if (knownNs <= 0n) return undefined;
  const part = (ns: bigint) => 1 - Number(ns) / Number(knownNs);
  return {least: part(mostNs), most: part(leastNs)};
}
