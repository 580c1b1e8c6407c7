/**
 * The budget of an outage as stretches of time. Pure.
 *
 * @module
 */

import {formatDuration} from '@vip/analysis/internal';
import {BUDGET_PARTS, type BudgetPart} from '../trial/budget.js';
import type {BudgetData} from './run-data.js';

/** @param begin where it counts from, in nanoseconds from the run's origin */
export function budgetMarks(observer: string, budget: readonly BudgetPart[], begin: number): BudgetData {
  let from = begin;
  const parts = budget.map(({part, ns, unknown}) => {
    const to = from + Number(ns ?? 0n);
    const stretch = {
      part,
      from,
      to,
      text: ns === undefined ? 'unknown' : formatDuration(ns),
      why: ns === undefined ? `${unknown} (counted in the next part)` : BUDGET_PARTS[part],
      isKnown: ns !== undefined,
    };
    from = to;
    return stretch;
  });
  return {observer, parts};
}
