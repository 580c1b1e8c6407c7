/**
 * Findings as text: the most severe first, each with its place, its consequence and the remedy.
 *
 * @module
 */

import {wrapped} from '../wrapped-text.js';
import {bySeverity, type Finding, type Place} from './finding.js';

/** One finding, in lines of at most 80 columns where words allow. */
export function formatFinding({
  code,
  severity,
  where,
  evidence,
  consequence,
  remedy,
  commands,
}: Finding): string[] {
  const places = where.map(formatPlace).join(', ');
  return [
    ...wrapped(`${severity}: ${code}${places === '' ? '' : ` (${places})`}`, 0, 4),
    ...wrapped(`${capitalized(evidence)}.`, 2, 2),
    ...wrapped(`Then ${consequence}.`, 2, 2),
    ...commands.map(command => `    ${command}`),
    ...wrapped(`${capitalized(remedy)}.`, 2, 2),
  ];
}

/** All of them, separated by blank lines. */
export function formatFindings(findings: readonly Finding[]): string[] {
  return bySeverity(findings).flatMap((finding, index) => [
    ...(index === 0 ? [] : ['']),
    ...formatFinding(finding),
  ]);
}

/** `lb1/keepalived.conf:12`. */
export function formatPlace({file, line}: Place): string {
  return `${file}:${line}`;
}

function capitalized(text: string): string {
  // Text that begins with a name as the user typed it is unchanged.
  return /^[a-z]+ /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
