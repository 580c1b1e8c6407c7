/**
 * The cells as tables, and the rules below them.
 *
 * @module
 */

import type {TableEvent} from '@vip/analysis';
import {ARP_RULES, type ArpRule, counted} from '@vip/analysis/internal';
import type {Workshop} from '../workshop.js';
import type {CellOutcome} from './checks.js';
import {GARP_FORMS} from './forms.js';
import {type ClientSettings, ENTRY_STATES, variantName} from './states.js';

/**
 * The results for one variant of the settings: with the rules for the first variant, and with the differences from
 * it for the others.
 */
export function show(
  workshop: Workshop,
  variant: Partial<ClientSettings>,
  cells: readonly CellOutcome[],
  defaults: readonly CellOutcome[] | undefined,
): void {
  matrix(workshop, `Measured with ${variantName(variant)}:`, cells, ({measured}) => measured ?? '?', {
    repeatsCells: true,
  });
  if (defaults === undefined) {
    matrix(workshop, 'The rule that decides each of these cells:', cells, ({rule}) => letterOf(rule));
    workshop.table(
      "The kernel's rules, in the order it applies them:",
      ['', 'rule'],
      (Object.keys(ARP_RULES) as ArpRule[]).map(rule => [letterOf(rule), ARP_RULES[rule]]),
    );
    return;
  }
  const changed = cells.filter(({measured}, index) => measured !== defaults[index]?.measured);
  const rules = [...new Set(changed.map(({rule}) => rule))].map(rule => {
    const {length} = changed.filter(other => other.rule === rule);
    return `${length} by rule ${letterOf(rule)} (${ARP_RULES[rule]})`;
  });
  workshop.tell(
    `Different from the default settings: ${counted(changed.length, 'cell')}${rules.length === 0 ? '' : `, ${rules.join(', ')}`}.`,
  );
}

function matrix(
  workshop: Workshop,
  title: string,
  cells: readonly CellOutcome[],
  text: (cell: CellOutcome) => string,
  more: Pick<TableEvent, 'repeatsCells'> = {},
): void {
  workshop.table(
    title,
    ['', ...ENTRY_STATES.map(({label}) => label)],
    GARP_FORMS.map(form => [form.label, ...cells.filter(cell => cell.form === form).map(text)]),
    more,
  );
}

function letterOf(rule: ArpRule): string {
  return String.fromCharCode('a'.charCodeAt(0) + Object.keys(ARP_RULES).indexOf(rule));
}
