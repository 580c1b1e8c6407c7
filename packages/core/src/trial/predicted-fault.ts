/**
 * What a fault is for `vip audit`. Pure.
 *
 * @module
 */

import type {Prediction} from '@vip/analysis/internal/audit';

/** The event that `vip audit` predicts the outcome of, in place of the fault. */
export interface PredictedFault {
  readonly event: Prediction['event'];
  /** It happens on all nodes. */
  readonly isEverywhere?: true;
  /** The old owner keeps the address as well. */
  readonly isKept?: true;
  /** It heals, and the old owner comes back: as after a start, or as from having stood still. */
  readonly back?: 'return' | 'freeze';
}
