/**
 * Differences between two successive examinations.
 *
 * @module
 */

import type {Finding} from '../findings/finding.js';
import {findingLine} from '../findings/finding-lines.js';
import {sentence} from '../findings/sentence.js';
import type {Subject} from './check.js';
import {formatSubject, ROLES} from './examine.js';

/** An address that moved to another interface or role, or is no longer examined. */
export interface SubjectChange {
  /** Undefined where there was none. */
  readonly before: string | undefined;
  readonly now: string | undefined;
}

/** Subjects are matched by address, bridges by name. */
export function subjectChanges(before: readonly Subject[], now: readonly Subject[]): SubjectChange[] {
  const was = textsOf(before);
  const is = textsOf(now);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap(key => {
    const change = {before: was.get(key), now: is.get(key)};
    return change.before === change.now ? [] : [change];
  });
}

function textsOf(subjects: readonly Subject[]): Map<string, string> {
  return new Map(subjects.map(subject => [subject.vip ?? subject.iface, formatSubject(subject)]));
}

export interface FindingChange {
  readonly change: 'appeared' | 'gone';
  readonly finding: Finding;
}

/** Findings are the same if code, address and remedy are. The evidence may contain counters, and a change of role is reported separately. */
export function findingChanges(before: readonly Finding[], now: readonly Finding[]): FindingChange[] {
  const was = new Set(before.map(keyOf));
  const is = new Set(now.map(keyOf));
  return [
    ...now.filter(one => !was.has(keyOf(one))).map(finding => ({change: 'appeared' as const, finding})),
    ...before.filter(one => !is.has(keyOf(one))).map(finding => ({change: 'gone' as const, finding})),
  ];
}

/** In one line. A new finding includes the commands that fix it or, if there are none, its remedy. */
export function formatFindingChange({change, finding}: FindingChange): string {
  const line = `${change}: ${finding.severity}: ${findingLine(finding)}`;
  if (change === 'gone') return line;
  const {commands, remedy} = finding;
  if (commands.length > 0) return `${line} Mend: ${commands.join(' && ')}`;
  return remedy === '' ? line : `${line} ${sentence(remedy)}`;
}

const ROLE_AT_END = new RegExp(`, (?:${ROLES.join('|')})$`);

function keyOf({code, subject, commands}: Finding): string {
  return [code, subject.replace(ROLE_AT_END, ''), ...commands].join('\n');
}
