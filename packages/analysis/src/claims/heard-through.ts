/**
 * Whether a master kept advertising in a time of which only its first, its last and its silences are known.
 *
 * @module
 */

import {type Interval, merged, outside} from '../collections/intervals.js';
import type {Mastership, RouterFacts} from './router-facts.js';

/** Intervals of silence after which another router may advertise without being a rival. */
export const SILENT_INTERVALS = 2n;

/** Silences of a router that are kept. */
export const MAX_SILENCES = 256;

/** Whether it certainly advertised then, although no single advertisement of that time is known. */
export function isHeardThrough(
  {silences, intervalNs}: Pick<RouterFacts, 'silences' | 'intervalNs'>,
  {at, last}: Pick<Mastership, 'at' | 'last'>,
  time: Interval,
): boolean {
  // Of what came after the last silence that is kept, nothing is known.
  const until = silences.length < MAX_SILENCES ? last.at : (silences.at(-1)?.to ?? last.at);
  const untold = [{from: time.from, to: at}, {from: until, to: time.to}, ...silences];
  return outside(time, merged(untold)).some(({from, to}) => to - from > SILENT_INTERVALS * intervalNs);
}

/** Whether it certainly did not advertise then. */
export function isSilentThrough(
  {silences}: Pick<RouterFacts, 'silences'>,
  {at, last}: Pick<Mastership, 'at' | 'last'>,
  {from, to}: Interval,
): boolean {
  return at >= to || last.at <= from || silences.some(one => one.from <= from && one.to >= to);
}
