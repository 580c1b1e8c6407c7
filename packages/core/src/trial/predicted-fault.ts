/**
 * A fault as an event of `vip audit`. Pure.
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
  /** It heals, and the old owner returns: as after a start, or as after a pause. */
  readonly back?: 'return' | 'freeze';
}
