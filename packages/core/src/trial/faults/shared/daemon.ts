/**
 * What the faults of a daemon have in common.
 *
 * @module
 */

import type {Driver} from '../../driver.js';

/** Nothing of the driver runs between two steps of ours, so there is nothing to end. */
export function withoutProcess({name, takeOver}: Driver): string | undefined {
  return takeOver === undefined
    ? undefined
    : `driver ${name} has no process to end; use switch-over or link-down`;
}

/** Where nothing runs between two steps of ours, no node listens for the other. */
export function withoutHeartbeat({name, takeOver}: Driver): string | undefined {
  return takeOver === undefined
    ? undefined
    : `driver ${name} does not listen for the other node; use public-cut`;
}
