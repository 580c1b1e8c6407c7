/**
 * `--max-outage`, `--max-dark` and `--fail-on`: what a series of trials is judged by.
 *
 * @module
 */

import {type Criteria, FAILS_WITH_LIMIT, type OutageLimit} from '@vip/core';

export interface LimitOptions {
  readonly maxOutage?: readonly OutageLimit[];
  readonly maxDark?: readonly OutageLimit[];
  readonly failOn?: Criteria['failOn'];
}

/** Where a limit is set, what makes it meaningless fails as well, unless the user says otherwise. */
export function criteriaOf({maxOutage = [], maxDark = [], failOn}: LimitOptions): Criteria {
  const limits = [...maxOutage, ...maxDark];
  return {limits, failOn: failOn ?? (limits.length > 0 ? FAILS_WITH_LIMIT : [])};
}
