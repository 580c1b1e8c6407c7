/**
 * Findings as text: the most severe first, each with its place, its consequence and the remedy.
 *
 * @module
 */

import {wrapped} from '../text/wrapped-text.js';
import {type Finding, frameNamesOf, linesOf} from './finding.js';
import {clause, sentence} from './sentence.js';

/** One finding, in lines of at most 80 columns where words allow. @param indent columns before each */
export function formatFinding(finding: Finding, indent = 0): string[] {
  const {code, severity, remedy, commands} = finding;
  const inside = (text: string) => wrapped(text, indent + 2, indent + 2);
  return [
    ...wrapped(`${severity}: ${code}${formatPlaces(finding)}`, indent, indent + 4),
    ...observed(finding).flatMap(inside),
    ...commands.map(command => `${' '.repeat(indent)}    ${command}`),
    ...(remedy === '' ? [] : inside(sentence(remedy))),
  ];
}

/** What was observed and its consequence, as sentences. */
function observed({evidence, consequence}: Finding): string[] {
  return [sentence(evidence), ...(consequence === '' ? [] : [sentence(`As a result, ${consequence}`)])];
}

/** The sentences of a finding: the observation, its consequence, the remedy. */
export function sentencesOf(finding: Finding): string[] {
  return [...observed(finding), ...(finding.remedy === '' ? [] : [sentence(finding.remedy)])];
}

/** All of them, separated by blank lines. */
export function formatFindings(findings: readonly Finding[], indent = 0): string[] {
  const lastWith = new Map(findings.map(({remedy}, index) => [remedy, index]));
  return findings.flatMap((finding, index) => {
    const told = lastWith.get(finding.remedy) === index ? finding : {...finding, remedy: ''};
    return [...(index === 0 ? [] : ['']), ...formatFinding(told, indent)];
  });
}

/** A note within other text, without its code and place: `Note: It was silent for 90 s.` */
export function formatNote(finding: Finding, indent: number): string[] {
  return wrapped(`Note: ${noteText(finding)}`, indent, indent + 2);
}

/** The text of a note, in one line. */
export function noteText({evidence, consequence, remedy}: Finding): string {
  const then = consequence === '' ? '' : `; ${consequence}`;
  return [`${clause(evidence)}${then}.`, ...(remedy === '' ? [] : [sentence(remedy)])].join(' ');
}

/** In one line: `two-owners: ns0 and ns1 both hold the address at the end.` */
export function findingLine({code, evidence}: Pick<Finding, 'code' | 'evidence'>): string {
  return `${code}: ${clause(evidence)}.`;
}

/** ` (lb1.conf:3, frames 5, 7)`: its places; empty if it has none. */
export function formatPlaces(finding: Pick<Finding, 'where'>): string {
  const lines = linesOf(finding).map(({file, line}) => `${file}:${line}`);
  const frames = frameNamesOf(finding);
  const numbers = frames.length === 0 ? [] : [`frame${frames.length === 1 ? '' : 's'} ${frames.join(', ')}`];
  const all = [...lines, ...numbers];
  return all.length === 0 ? '' : ` (${all.join(', ')})`;
}
