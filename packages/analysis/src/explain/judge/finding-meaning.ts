/**
 * What a code of `vip explain` means, whatever the capture: how bad it is, what follows, and which rules look for its cause.
 *
 * @module
 */

import type {Severity} from '../../findings/finding.js';

export interface FindingMeaning {
  readonly severity: Severity;
  /** What is wrong, in one line. */
  readonly title: string;
  /** A clause; empty where nothing follows. */
  readonly consequence: string;
  /** The rules of the audit that look for the cause in the configuration of the nodes. */
  readonly audit?: readonly string[];
  /** The checks of the doctor that look for it on a host. */
  readonly doctor?: readonly string[];
}
