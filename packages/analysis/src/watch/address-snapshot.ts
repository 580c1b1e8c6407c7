/**
 * What is known about one address at one moment: the input of everything that reports events.
 *
 * @module
 */

import type {RouterFacts} from '../claims/router-facts.js';
import type {KnownOwner} from '../explain/collect/claim-recorder.js';
import type {Explanation} from '../explain/explanation.js';
import type {OutageThreshold} from '../explain/rules/outage.js';

export interface AddressSnapshot {
  /** As `vip explain` judges the frames so far. */
  readonly explanation: Explanation;
  /** Virtual routers that carry it. */
  readonly routers: readonly RouterFacts[];
  readonly threshold: OutageThreshold;
  /** Nanoseconds. */
  readonly now: bigint;
  /** When the examined period begins: events reported from before are no longer examined. Nanoseconds. */
  readonly since: bigint;
  /** The capture is over: nothing more will be known. */
  readonly isFinal: boolean;
  /** Its owners, each with the time until which it had the address, the latest last. */
  readonly former: KnownOwner['former'];
}

/** How long a move is observed before it is reported: claims of the old owner may have been under way. Nanoseconds. */
export const MOVE_NS = 1_000_000_000n;

/** How long after a move its verdict is reported at the earliest: a second set of announcements, and neighbours that ask. Nanoseconds. */
export const SETTLED_NS = 6_000_000_000n;

/** And at the latest, whether or not it is answered. Nanoseconds. */
export const OVERDUE_NS = 30_000_000_000n;
