/**
 * Output of `vip audit`, and when it fails.
 *
 * @module
 */

import {nearest, suggestion} from '@vip/analysis/internal';
import {ALL_RULES, type Release} from '@vip/analysis/internal/audit';
import {SEVERITIES, type Severity} from '@vip/analysis/internal/findings';
import {VipError} from '@vip/arp';
import {flag, readText, valued, valuedFrom} from './option.js';

/** Findings that make the exit code 1: from a severity upwards, or of certain rules. */
export type FailOn = {readonly least: Severity} | {readonly codes: readonly string[]};

export const AUDIT_FAIL_ON = valuedFrom(
  '--fail-on <codes>',
  'findings that exit with 1: error, warning, note (each with anything worse), comma-separated codes, none or all',
  readFailOn,
  'error',
  [...SEVERITIES, 'none', 'all'],
);

export const RELEASE = valued(
  '--release <release>',
  'keepalived release assumed: 2.2 or 2.4 (default: 2.4 for files that only it understands, else 2.2)',
  readRelease,
  ['2.2', '2.4'],
);

export const PROVE = flag(
  '--prove',
  'demonstrate the findings in the lab, with these files and the real keepalived',
);

export const COMPARED_CAPTURE = valued(
  '--capture <file>',
  "a capture from the nodes' network: compare the files with its advertisements; - for standard input",
  readText,
);

export const SARIF = flag('--sarif', 'print a SARIF log, for code scanning').helpGroup('Output:');

/** `2.4`, `2.4.3`. */
function readRelease(text: string): Release {
  const release = /^v?(2\.[24])(?:\.\d+)?$/.exec(text)?.[1];
  if (release === '2.2' || release === '2.4') return release;
  throw new VipError('BAD_ARGUMENT', `expected 2.2 or 2.4, got ${JSON.stringify(text)}`);
}

function readFailOn(text: string): FailOn {
  if (text === 'none') return {codes: []};
  const least = text === 'all' ? 'note' : SEVERITIES.find(word => word === text);
  if (least !== undefined) return {least};
  const codes = text.split(',');
  const stray = codes.find(code => !ALL_RULES.some(rule => rule.code === code));
  if (stray === undefined) return {codes};
  const words = [...SEVERITIES, 'none', 'all'];
  const meant = suggestion(nearest(stray, [...words, ...ALL_RULES.map(({code}) => code)]));
  throw new VipError(
    'BAD_ARGUMENT',
    `expected one of ${words.join(', ')}, or comma-separated codes of docs/audit-rules.md, got ${JSON.stringify(stray)}${meant}`,
  );
}
