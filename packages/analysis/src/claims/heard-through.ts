/**
 * Whether a master kept advertising in an interval, when only its first and last advertisements and its silences are known.
 *
 * @module
 */

import {type Interval, merged, outside} from '../collections/intervals.js';
import type {Mastership, RouterFacts} from './router-facts.js';

/** Intervals of silence after which another router may advertise without being a rival. */
export const SILENT_INTERVALS = 2n;

/** Maximum number of silences of a router that are kept. */
export const MAX_SILENCES = 256;

/** Whether a router certainly advertised in this interval, although no advertisement from it is kept. */
export function isHeardThrough(
  {silences, intervalNs}: Pick<RouterFacts, 'silences' | 'intervalNs'>,
  {at, last}: Pick<Mastership, 'at' | 'last'>,
  time: Interval,
): boolean {
  // Nothing is known about the time after the last silence that is kept.
  const until = silences.length < MAX_SILENCES ? last.at : (silences.at(-1)?.to ?? last.at);
  const untold = [{from: time.from, to: at}, {from: until, to: time.to}, ...silences];
  return outside(time, merged(untold)).some(({from, to}) => to - from > SILENT_INTERVALS * intervalNs);
}

/** Whether a router certainly did not advertise in this interval. */
export function isSilentThrough(
  {silences}: Pick<RouterFacts, 'silences'>,
  {at, last}: Pick<Mastership, 'at' | 'last'>,
  {from, to}: Interval,
): boolean {
  return at >= to || last.at <= from || silences.some(one => one.from <= from && one.to >= to);
}
