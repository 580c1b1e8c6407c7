/**
 * The number of findings of each severity.
 *
 * @module
 */

import type {Finding, Severity} from './finding.js';

export interface Totals {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

export function totalsOf(findings: readonly Pick<Finding, 'severity'>[]): Totals {
  const of = (wanted: Severity) => findings.filter(({severity}) => severity === wanted).length;
  return {errors: of('error'), warnings: of('warning'), notes: of('note')};
}

/** `1 error, 2 warnings, no note`. */
export function formatTotals({errors, warnings, notes}: Totals): string {
  const counts = [
    [errors, 'error'],
    [warnings, 'warning'],
    [notes, 'note'],
  ] as const;
  return counts
    .map(([count, one]) => `${count === 0 ? 'no' : count} ${one}${count > 1 ? 's' : ''}`)
    .join(', ');
}
