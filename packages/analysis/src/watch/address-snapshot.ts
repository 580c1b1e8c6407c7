/**
 * A snapshot of the knowledge about one address: the input of everything that reports events.
 *
 * @module
 */

import type {RouterFacts} from '../claims/router-facts.js';
import type {KnownOwner} from '../explain/collect/control/known-owner.js';
import type {Explanation} from '../explain/explanation.js';
import type {OutageThreshold} from '../explain/outages/outage-threshold.js';

export interface AddressSnapshot {
  /** As `vip explain` judges the frames so far. */
  readonly explanation: Explanation;
  /** Virtual routers that carry it. */
  readonly routers: readonly RouterFacts[];
  readonly threshold: OutageThreshold;
  /** Nanoseconds. */
  readonly now: bigint;
  /** The beginning of the examined period; events reported from before it are no longer examined. Nanoseconds. */
  readonly since: bigint;
  /** The capture is over: nothing more will become known. */
  readonly isFinal: boolean;
  /** Its owners, the latest last, each with the time until which it had the address. */
  readonly former: KnownOwner['former'];
}

/** Delay before a move is reported: claims of the old owner may still be under way. Nanoseconds. */
export const MOVE_NS = 1_000_000_000n;

/** Minimum delay of a move's verdict, which waits for a second set of announcements and for neighbours' questions. Nanoseconds. */
export const SETTLED_NS = 6_000_000_000n;

/** Maximum delay of the verdict, whether or not the address answers. Nanoseconds. */
export const OVERDUE_NS = 30_000_000_000n;
