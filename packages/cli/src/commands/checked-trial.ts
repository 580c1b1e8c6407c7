/**
 * A trial that can be made, as far as one can tell before anything is touched.
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
  /** Has the user agree to what is done to machines of his. @throws VipError `BAD_ARGUMENT` if he does not */
  readonly agree: () => Promise<void>;
  /** Makes its runs. @throws VipError when not even the first could begin, Interrupted */
  readonly run: (signal: AbortSignal, out: RunDirectory | undefined) => Promise<SeriesResult>;
}
