/**
 * Which sessions a move of the address can break, and which it can only delay. Pure.
 *
 * @module
 */

import type {SessionUse} from '../events.js';

/** Opened at each tick of a clock, and closed when they have served. */
const MOMENTARY: ReadonlySet<SessionUse> = new Set<SessionUse>(['connect', 'fetch']);

/** Whether sessions of this use are meant to last. */
export function isLasting(use: SessionUse): boolean {
  return !MOMENTARY.has(use);
}
