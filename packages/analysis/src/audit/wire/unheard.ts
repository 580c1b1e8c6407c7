/**
 * Routers of the files that the capture has nothing of, and whether that says anything.
 *
 * @module
 */

import {largest} from '../../collections/extremes.js';
import type {HeardAdverts, RouterVoices} from './hear.js';

/** Intervals in which a master is heard for certain. */
const INTERVALS = 3;

export interface Unheard extends RouterVoices {
  readonly vrids: string;
  /** How long a capture has to be. Milliseconds. */
  readonly neededMs: number;
}

/** In a capture that has advertisements of others; of one without any nothing is known. */
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
