/**
 * What was tried in one namespace and in two, side by side.
 *
 * @module
 */

import type {PingResult} from '../workshop.js';

/** Pings to the VIP with its interface up and down, and the frames that were seen of the first. */
export interface Tried {
  readonly up: PingResult;
  readonly down: PingResult;
  readonly onLo: number;
  readonly onHolder: number;
}
