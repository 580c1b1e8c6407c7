/**
 * A trial that can be made, as far as can be told before anything is touched.
 *
 * @module
 */

import type {Criteria} from '@vip/core';
import type {RunDirectory} from '../outputs/run-directory.js';
import type {SeriesResult} from './trial-series.js';

export interface CheckedTrial {
  readonly criteria: Criteria;
  /** Files that it reads. */
  readonly inputs: readonly (string | undefined)[];
  /** Asks for the user's consent to what is done to their machines. @throws VipError `BAD_ARGUMENT` without it */
  readonly agree: () => Promise<void>;
  /** Makes its runs. @throws VipError when not even the first could begin, Interrupted */
  readonly run: (signal: AbortSignal, out: RunDirectory | undefined) => Promise<SeriesResult>;
}
