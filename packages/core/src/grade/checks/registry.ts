/**
 * All checks.
 *
 * @module
 */

import {cache} from './cache.js';
import type {CheckKind} from './check.js';
import {frame} from './frame.js';
import {holder} from './holder.js';
import {outage} from './outage.js';
import {ping} from './ping.js';
import {script} from './script.js';

export const CHECKS: readonly CheckKind[] = [holder, cache, ping, outage, frame, script];

/** Undefined if there is none of that name. */
export function checkNamed(name: string): CheckKind | undefined {
  return CHECKS.find(check => check.name === name);
}
