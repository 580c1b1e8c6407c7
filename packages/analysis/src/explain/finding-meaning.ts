/**
 * The meaning of a code of `vip explain`, independent of the capture: severity, consequence, and the rules that look for its cause.
 *
 * @module
 */

import type {Severity} from '../findings/finding.js';

export interface FindingMeaning {
  readonly severity: Severity;
  /** The problem in one line. */
  readonly title: string;
  /** The consequence as a clause; empty if there is none. */
  readonly consequence: string;
  /** Rules of `vip audit` that look for the cause in the configuration of the nodes. */
  readonly audit?: readonly string[];
  /** Checks of `vip doctor` that look for it on a host. */
  readonly doctor?: readonly string[];
}
