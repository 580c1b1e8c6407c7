/**
 * How long or how often an address must be asked without an answer to be in an outage. Pure.
 *
 * @module
 */

import type {DarkStretch} from '../../conversations/facts.js';
import {LATE_NS} from '../../outages/outage.js';

/** What counts as an outage. */
export interface OutageThreshold {
  /** Minimum length. Nanoseconds. */
  readonly leastNs: bigint;
  /** Or this many questions in a row, over more time than an answer takes. */
  readonly questions: number;
}

export const DEFAULT_THRESHOLD: OutageThreshold = {leastNs: 1_000_000_000n, questions: 5};

export function isOutage(dark: DarkStretch, threshold: OutageThreshold): boolean {
  const {bounds, questions} = dark;
  if (bounds.leastNs >= threshold.leastNs) return true;
  return questions >= threshold.questions && (bounds.leastNs >= LATE_NS || isOneByOne(dark));
}

/** They were asked over more time than the last answer took, and waited for long enough: not what one loss of everything under way explains. */
function isOneByOne({isOverdue, lastAsked, lastAnswer, bounds: {leastNs}}: DarkStretch): boolean {
  if (isOverdue !== true || lastAsked === undefined || lastAnswer === undefined) return false;
  return leastNs > lastAnswer.at - lastAsked.at;
}
