/**
 * The options of a watch, and its figures for metrics.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {OutageThreshold} from '../explain/outages/outage-threshold.js';
import type {AddressFigures} from './address-figures.js';
import type {WatchedEvent} from './event.js';
import type {Turns} from './generations.js';
import type {RouterFigures} from './router-watch.js';
import type {WatchState} from './state.js';

export interface WatchOptions {
  /** The addresses to report; if undefined, all that belong to a virtual router or that move. */
  readonly ips?: readonly IpAddress[] | undefined;
  readonly keys?: readonly Uint8Array[] | undefined;
  readonly threshold?: OutageThreshold | undefined;
  /** Whether frames arrive as they are captured, and not from a file, where they may be out of order. */
  readonly isLive: boolean;
  /** Whether looks are run by calls of `step`, beginning between batches of frames, instead of at once. */
  readonly isStepwise?: boolean | undefined;
  /** The state from when the watch last ended, which may include other places. */
  readonly state?: WatchState | undefined;
  /** The one of several places that it watches. */
  readonly place?: string | undefined;
  /** For tests: the times of collectors' turns. */
  readonly turns?: Turns | undefined;
  readonly tell: (event: WatchedEvent) => void;
}

/** For metrics. */
export interface WatchFigures {
  /** The one of several places that it watches. */
  readonly place?: string;
  readonly addresses: readonly AddressFigures[];
  readonly routers: readonly RouterFigures[];
  /** Number of addresses not watched for lack of room. */
  readonly beyond: number;
  readonly frames: number;
  /** The time of the last frame or clock tick. Nanoseconds. */
  readonly now: bigint;
}
