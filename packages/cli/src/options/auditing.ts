/**
 * Output of `vip audit`, and when it fails.
 *
 * @module
 */

import {RULES} from '@vip/analysis/audit';
import {SEVERITIES, type Severity} from '@vip/analysis/findings';
import {VipError} from '@vip/arp';
import {flag, valuedFrom} from './option.js';

/** Findings that make the exit code 1: from a severity upwards, or of certain rules. */
export type FailOn = {readonly least: Severity} | {readonly codes: readonly string[]};

export const AUDIT_FAIL_ON = valuedFrom(
  '--fail-on <codes>',
  'findings that exit with 1: error, warning or note and worse, comma-separated codes, none, all',
  readFailOn,
  'error',
  [...SEVERITIES, 'none', 'all'],
);

export const PROVE = flag(
  '--prove',
  'show in the lab what was found, with these files and the real keepalived',
);

export const SARIF = flag('--sarif', 'print a SARIF log, for code scanning').helpGroup('Output:');

function readFailOn(text: string): FailOn {
  if (text === 'none') return {codes: []};
  const least = text === 'all' ? 'note' : SEVERITIES.find(word => word === text);
  if (least !== undefined) return {least};
  const codes = text.split(',');
  const stray = codes.find(code => !RULES.some(rule => rule.code === code));
  if (stray === undefined) return {codes};
  const words = [...SEVERITIES, 'none', 'all'].join(', ');
  throw new VipError(
    'BAD_ARGUMENT',
    `expected one of ${words}, or comma-separated codes of docs/audit-rules.md, got ${JSON.stringify(stray)}`,
  );
}
