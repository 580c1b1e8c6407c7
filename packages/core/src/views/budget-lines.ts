/**
 * The budget of an outage, as a table and as a bar. Pure.
 *
 * @module
 */

import {formatDuration} from '@vip/analysis/internal';
import {BUDGET_PARTS, type BudgetPart} from '../trial/budget.js';
import type {TrialObserverReport} from '../trial/observer-report.js';
import {formatTable} from './table.js';

/** Width of the bar of the budget. */
const BAR_WIDTH = 60;

/** The budget as a table, and as a bar in which each part has its share. */
export function formatBudget({
  name,
  budget,
  budgetFrom,
}: Pick<TrialObserverReport, 'name' | 'budget' | 'budgetFrom'>): string[] {
  const rows = budget.map(({part, ns, unknown, detectionNs, toSwitchNs}) => [
    part,
    ns === undefined ? 'unknown' : formatDuration(ns),
    ns === undefined
      ? `${unknown} (counted below)`
      : `${BUDGET_PARTS[part]}${detailOf({detectionNs, toSwitchNs})}`,
  ]);
  return [
    ...formatTable({
      title: `How the outage at ${name} was spent, counted from the ${budgetFrom}`,
      columns: ['part', 'time', ''],
      rows,
    }),
    `  [${formatBar(budget)}]`,
  ];
}

function detailOf({detectionNs, toSwitchNs}: Details): string {
  if (detectionNs !== undefined) return ` (${formatDuration(detectionNs)} of it duplicate detection)`;
  return toSwitchNs === undefined ? '' : ` (at the switch: ${formatDuration(toSwitchNs)})`;
}

/** Details of a part, as far as they are known. */
interface Details {
  readonly detectionNs: bigint | undefined;
  readonly toSwitchNs: bigint | undefined;
}

/** Each part with its share of the width, by name if there is room. */
function formatBar(budget: readonly BudgetPart[]): string {
  const total = budget.reduce((sum, {ns = 0n}) => sum + ns, 0n);
  if (total === 0n) return ' '.repeat(BAR_WIDTH);
  let bar = '';
  let passed = 0n;
  for (const {part, ns = 0n} of budget) {
    passed += ns;
    const room = Number((passed * BigInt(BAR_WIDTH)) / total) - bar.length;
    bar += fillWith(part, room);
  }
  return bar;
}

/** ` detect ` in the middle of dashes; its first letter where the word does not fit. */
function fillWith(part: string, room: number): string {
  if (room < part.length + 4) return part.slice(0, 1).toUpperCase().repeat(Math.max(0, room));
  const before = Math.floor((room - part.length - 4) / 2);
  return `<${'-'.repeat(before)} ${part} ${'-'.repeat(room - part.length - 4 - before)}>`;
}
