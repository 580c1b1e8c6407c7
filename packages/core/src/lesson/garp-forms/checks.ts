/**
 * Each measured cell compared with what the rules predict.
 *
 * @module
 */

import type {Workshop} from '../workshop.js';
import type {CellPlan, Measured} from './measure.js';
import type {CellPrediction} from './rules.js';

/** A cell, measured or not, and what the rules predict. */
export interface CellOutcome extends CellPlan, CellPrediction {
  readonly measured?: Measured['value'];
}

/** Every cell was measured, and agrees with the rules. */
export function check(workshop: Workshop, name: string, cells: readonly CellOutcome[]): void {
  const measured = cells.filter(cell => cell.measured !== undefined);
  if (measured.length < cells.length) {
    const missing = cells.filter(cell => cell.measured === undefined).map(where);
    workshop.expect(
      `${name}: every entry was in its intended state when its frame arrived`,
      false,
      `${measured.length} of ${cells.length}; except ${few(missing)}`,
    );
  }
  const odd = measured
    .filter(cell => cell.measured !== cell.cell)
    .map(cell => `${where(cell)}: ${cell.measured} instead of ${cell.cell}`);
  workshop.expect(
    `${name}: each cell follows the rules`,
    odd.length === 0,
    `${measured.length - odd.length} of ${measured.length}${odd.length === 0 ? '' : `; except ${few(odd)}`}`,
  );
}

/** Every cell is as in its first measurement. */
export function checkAlike(
  workshop: Workshop,
  name: string,
  before: readonly CellOutcome[],
  cells: readonly CellOutcome[],
): void {
  const odd = cells.filter(({measured}, index) => measured !== before[index]?.measured);
  workshop.expect(
    `${name}: each cell is as in run 1`,
    odd.length === 0,
    `${cells.length - odd.length} of ${cells.length}${odd.length === 0 ? '' : `; except ${few(odd.map(where))}`}`,
  );
}

function where({form, entry}: CellPlan): string {
  return `${form.label} at ${entry.name}`;
}

function few(all: readonly string[]): string {
  const shown = all.slice(0, 3).join('; ');
  return all.length > 3 ? `${shown} and ${all.length - 3} more` : shown;
}
