/**
 * How long an observer was in the dark while an address moved, and what ended that. Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import {type Healing, healingOf} from './healing.js';
import {type Bounds, noOutageBounds, outageBounds, outageOfStream, type ProbeFate} from './outage.js';

export interface Darkness {
  /** The one that had not ended, or else the longest; of none how long one can have been all the same. */
  readonly outage: Bounds;
  /** Probes that were lost in it. */
  readonly lost: number;
  /** The change of the entry that ended it. Where nothing was lost, the one that would have. */
  readonly endedBy?: Healing;
}

/**
 * @param healings of the entry that decides where the probes go, oldest first
 * @param mac of the node that the address moved to
 */
export function darknessOf(
  fates: readonly ProbeFate[],
  healings: readonly Healing[],
  mac: MacAddress,
): Darkness {
  const outage = outageOfStream(fates);
  const endedBy =
    outage === undefined ? healings.find(healing => healing.mac === mac) : healingOf(outage, healings);
  return {
    outage: outage === undefined ? noOutageBounds(fates) : outageBounds(outage),
    lost: outage?.lost ?? 0,
    ...(endedBy === undefined ? {} : {endedBy}),
  };
}
