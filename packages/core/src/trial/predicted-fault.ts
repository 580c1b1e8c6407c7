/**
 * A fault as an event of `vip audit`. Pure.
 *
 * @module
 */

import type {Prediction} from '@vip/analysis/internal/audit';

/** The event that `vip audit` predicts the outcome of, in place of the fault. */
export interface PredictedFault {
  readonly event: Prediction['event'];
  /** Set if it happens on all nodes. */
  readonly isEverywhere?: true;
  /** The old owner keeps the address as well. */
  readonly isKept?: true;
  /** How the old owner returns when the fault heals: as after a start, or as after a pause. */
  readonly back?: 'return' | 'freeze';
}
