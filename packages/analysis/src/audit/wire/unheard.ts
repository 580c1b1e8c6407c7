/**
 * Routers of the files without advertisements in the capture, and whether that is evidence.
 *
 * @module
 */

import {largest} from '../../collections/extremes.js';
import type {HeardAdverts, RouterVoices} from './hear.js';

/** Number of intervals within which a master is certain to be heard. */
const INTERVALS = 3;

export interface Unheard extends RouterVoices {
  readonly vrids: string;
  /** Minimum length of a capture. Milliseconds. */
  readonly neededMs: number;
}

/** In a capture with advertisements of others. A capture without any is no evidence. */
export function areUnheard(wire: HeardAdverts | undefined, how: 'long enough' | 'too short'): Unheard[] {
  if (wire === undefined || wire.advertised === 0) return [];
  return wire.routers.flatMap(heard => {
    const {members} = heard.router;
    const vrids = [...new Set(members.flatMap(({instance}) => instance.vrid ?? []))];
    if (heard.own.length > 0 || vrids.length === 0) return [];
    const neededMs = INTERVALS * largest(members.map(({instance}) => instance.advertMs));
    const isLong = wire.lengthMs > neededMs;
    return isLong === (how === 'long enough') ? {...heard, vrids: vrids.join(' and '), neededMs} : [];
  });
}
