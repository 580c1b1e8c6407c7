/**
 * For how long, or how many times, an address must be asked without an answer for it to count as an outage. Pure.
 *
 * @module
 */

import type {DarkStretch} from '../../conversations/facts.js';
import {LATE_NS} from '../../outages/outage.js';
import {IN_A_ROW, LONG_NS} from '../significance.js';

/** What counts as an outage. */
export interface OutageThreshold {
  /** Minimum length. Nanoseconds. */
  readonly leastNs: bigint;
  /** Or this many questions in a row, over more time than an answer takes. */
  readonly questions: number;
}

export const DEFAULT_THRESHOLD: OutageThreshold = {leastNs: LONG_NS, questions: IN_A_ROW};

export function isOutage(dark: DarkStretch, threshold: OutageThreshold): boolean {
  const {bounds, questions} = dark;
  if (bounds.leastNs >= threshold.leastNs) return true;
  return questions >= threshold.questions && (bounds.leastNs >= LATE_NS || isOneByOne(dark));
}

/** Asked over more time than the last answer took, and waited for long enough: the loss of everything in flight at one moment does not explain it. */
function isOneByOne({isOverdue, lastAsked, lastAnswer, bounds: {leastNs}}: DarkStretch): boolean {
  if (isOverdue !== true || lastAsked === undefined || lastAnswer === undefined) return false;
  return leastNs > lastAnswer.at - lastAsked.at;
}
