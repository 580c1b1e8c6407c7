/**
 * `--max-outage`, `--max-dark` and `--fail-on`: what a series of trials is judged by.
 *
 * @module
 */

import {type Criteria, FAILS_WITH_LIMIT, parseFailOn, parseOutageLimit} from '@vip/core';
import {parseDuration} from '../option-parsers.js';

/** The names that limits know. */
const OBSERVERS = ['mcv-client', 'ext', 'router', 'remote'];

export interface CriteriaOptions {
  readonly maxOutage?: readonly string[];
  readonly maxDark?: readonly string[];
  readonly failOn?: string;
}

/**
 * Where a limit is set, what makes it meaningless fails as well, unless the user says otherwise.
 *
 */
export function readCriteria({maxOutage = [], maxDark = [], failOn}: CriteriaOptions): Criteria {
  const limits = [
    ...maxOutage.map(text => parseOutageLimit(text, parseDuration, OBSERVERS)),
    ...maxDark.map(text => parseOutageLimit(text, parseDuration, OBSERVERS, 'dark')),
  ];
  const byDefault = limits.length > 0 ? FAILS_WITH_LIMIT : [];
  return {limits, failOn: failOn === undefined ? byDefault : parseFailOn(failOn)};
}
