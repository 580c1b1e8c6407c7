/**
 * The outage of an observer while an address moved, and what ended it. Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import {type Healing, healingOf} from '../neighbour-cache/healing.js';
import {type Bounds, outageBounds, type ProbeFate} from './outage.js';
import {noOutageBounds, outageOfStream} from './probe-fates.js';

export interface MoveOutage {
  /** The outage that had not ended, otherwise the longest; if there was none, the upper bound of an undetected one. */
  readonly outage: Bounds;
  /** Probes lost in it. */
  readonly lost: number;
  /** The change of the entry that ended it; if nothing was lost, the change that would have. */
  readonly endedBy?: Healing;
}

/**
 * @param healings changes of the entry that decides where the probes go, oldest first
 * @param mac MAC of the node to which the address moved
 */
export function moveOutage(
  fates: readonly ProbeFate[],
  healings: readonly Healing[],
  mac: MacAddress,
): MoveOutage {
  const outage = outageOfStream(fates);
  const endedBy =
    outage === undefined ? healings.find(healing => healing.mac === mac) : healingOf(outage, healings);
  return {
    outage: outage === undefined ? noOutageBounds(fates) : outageBounds(outage),
    lost: outage?.lost ?? 0,
    ...(endedBy === undefined ? {} : {endedBy}),
  };
}
